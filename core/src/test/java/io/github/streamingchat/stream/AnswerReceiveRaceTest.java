package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that nobody asked for, against what else may happen at the same moment. */
@Timeout(120) // a guard against hanging
class AnswerReceiveRaceTest {
  private static final int ROUNDS = 1500;
  private static final int PIECES = 12;

  /** A peer that pushes an answer, and what its readers were told. */
  private static final class Pushed {
    final AtomicReference<EventSink> sink = new AtomicReference<>();
    final Told told = new Told();
    final Answer answer;
    private int pieces;

    Pushed(Scene scene) {
      answer = scene.chat.receive(new OpeningTransport((request, opened) -> {
        sink.set(opened);
        return () -> {};
      }));
      answer.subscribe(told, Runnable::run);
    }

    void send() {
      for (int i = 0; i < PIECES; i++) {
        sink.get().primary().text("0", i + " ");
        pieces++;
      }
    }

    void assertOneEnd(MessageStatus status) {
      assertThat(told.outcomes()).hasSize(1);
      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(status);
      assertThat(told.text()).isEqualTo(Scene.outcomeOf(answer).text());
      long late =
          answer.lateEvents().values().stream().mapToLong(Long::longValue).sum();
      assertThat(told.pieces().size() + late).isEqualTo(pieces);
    }
  }

  @Test
  void clearAgainstTheTextOfTwoAndTheRunningOne() {
    Duel.fight(ROUNDS, () -> {
      Scene scene = new Scene();
      Answer asked = scene.ask();
      Pushed one = new Pushed(scene);
      Pushed other = new Pushed(scene);
      return new Duel.Round(
          () -> {
            one.assertOneEnd(MessageStatus.CANCELLED);
            other.assertOneEnd(MessageStatus.CANCELLED);
            assertThat(Scene.outcomeOf(asked).status()).isEqualTo(MessageStatus.CANCELLED);
            assertThat(scene.conversation.snapshot().messages()).isEmpty();
            scene.assertNothingLeftBehind();
          },
          one::send,
          other::send,
          scene.conversation::clear);
    });
  }

  @Test
  void endAgainstClearAgainstCancel() {
    Duel.fight(ROUNDS, () -> {
      Scene scene = new Scene();
      Pushed one = new Pushed(scene);
      one.sink.get().primary().text("0", "Mail");
      return new Duel.Round(
          () -> {
            MessageStatus status = Scene.outcomeOf(one.answer).status();
            assertThat(status).isIn(MessageStatus.COMPLETED, MessageStatus.CANCELLED);
            assertThat(one.told.outcomes()).hasSize(1);
            assertThat(Scene.outcomeOf(one.answer).text()).isEqualTo("Mail");
            scene.assertNothingLeftBehind();
          },
          () -> one.sink.get().completed(true),
          scene.conversation::clear,
          one.answer::cancel);
    });
  }

  @Test
  void receiveAgainstClose() {
    Duel.fight(ROUNDS, () -> {
      Scene scene = new Scene();
      List<Answer> received = new ArrayList<>();
      return new Duel.Round(
          () -> {
            assertThat(received)
                .allSatisfy(answer -> assertThat(Scene.outcomeOf(answer).status())
                    .isEqualTo(MessageStatus.CANCELLED));
            assertThat(scene.conversation.snapshot().size()).isEqualTo(received.size());
            scene.assertNothingLeftBehind();
          },
          () -> {
            try {
              received.add(new Pushed(scene).answer);
            } catch (ChatException closed) {
              assertThat(closed).hasMessageContaining("closed");
            }
          },
          scene.chat::close);
    });
  }

  @Test
  void receiveAgainstTheEndOfTheRunningOne() {
    Duel.fight(ROUNDS, () -> {
      Scene scene = new Scene();
      Answer asked = scene.ask();
      AtomicReference<Pushed> pushed = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            assertThat(Scene.outcomeOf(asked).text()).isEqualTo("Because");
            pushed.get().assertOneEnd(MessageStatus.COMPLETED);
            assertThat(scene.conversation.snapshot().size()).isEqualTo(3);
            scene.assertNothingLeftBehind();
          },
          () -> {
            scene.text("Because");
            scene.sink().completed(true);
          },
          () -> {
            pushed.set(new Pushed(scene));
            pushed.get().send();
            pushed.get().sink.get().completed(true);
          });
    });
  }
}
