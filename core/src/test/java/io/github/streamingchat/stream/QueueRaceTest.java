package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.ScriptedTransport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that wait for their turn, against whatever gives it to them or takes it away. */
@Timeout(120) // a guard against hanging
class QueueRaceTest {
  private static final int ROUNDS = 1500;

  private Scene scene;
  private Chat chat;
  private Answer first;

  private void running(BusyPolicy policy) {
    scene = new Scene();
    chat = scene.chatOver(scene.transport).busy(policy).build();
    first = chat.send("1?");
    scene.time.run();
    scene.text("1");
  }

  private long attemptsOf(Answer answer) {
    return scene.transport.attempts().stream()
        .filter(attempt -> attempt.request().answerId().equals(answer.primary()))
        .count();
  }

  /** All that was asked has ended, and the conversation is as free as it says. */
  private void finish(Answer... answers) {
    scene.time.run();
    for (Answer answer : answers) {
      answer.cancel();
    }
    scene.time.run();
    Stream.of(answers)
        .filter(Objects::nonNull)
        .forEach(answer -> assertThat(answer.state().isTerminal()).isTrue());
    assertThat(scene.conversation.waiting()).isEmpty();
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void theEndOfTheRunningAnswerAgainstASend() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      AtomicReference<Answer> second = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            scene.time.run();
            assertThat(second.get().state()).isEqualTo(StreamState.CONNECTING);
            assertThat(attemptsOf(second.get())).isEqualTo(1);
            assertThat(Scene.outcomeOf(first).text()).isEqualTo("1");
            finish(second.get());
          },
          () -> scene.sink().completed(true),
          () -> second.set(chat.send("2?")));
    });
  }

  @Test
  void theCancelOfAWaitingAnswerAgainstItsTurn() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      Answer second = chat.send("2?");
      Answer third = chat.send("3?");
      Told told = new Told();
      second.subscribe(told, Runnable::run);
      return new Duel.Round(
          () -> {
            scene.time.run();
            assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.CANCELLED);
            assertThat(told.outcomes()).hasSize(1);
            assertThat(third.state()).isEqualTo(StreamState.CONNECTING);
            scene
                .conversation
                .find(second.primary())
                .ifPresent(message ->
                    assertThat(message).isEqualTo(Scene.outcomeOf(second).message()));
            finish(third);
          },
          () -> scene.sink().completed(true),
          () -> {
            second.cancel();
            assertThat(second.message().status()).isEqualTo(MessageStatus.CANCELLED);
          });
    });
  }

  @Test
  void aClearAgainstATurn() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      Answer second = chat.send("2?");
      return new Duel.Round(
          () -> {
            scene.time.run();
            assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.CANCELLED);
            assertThat(attemptsOf(second)).isZero();
            assertThat(scene.conversation.snapshot().messages()).isEmpty();
            finish(second);
          },
          () -> scene.sink().completed(true),
          () -> scene.conversation.clear());
    });
  }

  @Test
  void closingTheChatAgainstATurn() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      Answer second = chat.send("2?");
      Answer third = chat.send("3?");
      return new Duel.Round(
          () -> {
            finish(second, third);
            assertThat(List.of(second, third))
                .allSatisfy(answer -> assertThat(Scene.outcomeOf(answer).status())
                    .isEqualTo(MessageStatus.CANCELLED));
            assertThat(attemptsOf(second) + attemptsOf(third)).isZero();
          },
          () -> scene.sink().completed(true),
          () -> chat.close());
    });
  }

  @Test
  void closingTheChatAgainstASendThatWaits() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      AtomicReference<Answer> second = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            scene.time.run();
            if (second.get() != null) {
              assertThat(Scene.outcomeOf(second.get()).status()).isEqualTo(MessageStatus.CANCELLED);
              assertThat(attemptsOf(second.get())).isZero();
            }
            finish(first);
          },
          () -> {
            try {
              second.set(chat.send("2?"));
            } catch (ChatException closed) {
              assertThat(closed).hasMessageContaining("closed");
            }
          },
          () -> chat.close());
    });
  }

  @Test
  void twoSendsThatInterruptAtOnce() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.INTERRUPT);
      AtomicReference<Answer> left = new AtomicReference<>();
      AtomicReference<Answer> right = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            scene.time.run();
            assertThat(Scene.outcomeOf(first).text()).isEqualTo("1");
            List<Answer> running = Stream.of(left.get(), right.get())
                .filter(answer -> !answer.state().isTerminal())
                .toList();
            assertThat(running).hasSize(1);
            List<ChatMessage> messages = scene.conversation.snapshot().messages();
            assertThat(messages).hasSize(6);
            assertThat(messages.get(5).id()).isEqualTo(running.get(0).primary());
            assertThat(messages.get(3).status()).isEqualTo(MessageStatus.CANCELLED);
            finish(left.get(), right.get());
          },
          () -> left.set(chat.send("2?")),
          () -> right.set(chat.send("3?")));
    });
  }

  @Test
  void anInterruptionAgainstTheEndOfWhatItInterrupts() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.INTERRUPT);
      AtomicReference<Answer> second = new AtomicReference<>();
      ScriptedTransport.Attempt attempt = scene.attempt();
      Told told = new Told();
      first.subscribe(told, Runnable::run);
      return new Duel.Round(
          () -> {
            scene.time.run();
            Outcome outcome = Scene.outcomeOf(first);
            assertThat(outcome.message()).isEqualTo(scene.inConversation(first.primary()));
            assertThat(first.state().name()).isEqualTo(outcome.status().name());
            assertThat(told.outcomes()).containsExactly(outcome);
            assertThat(second.get().state()).isEqualTo(StreamState.CONNECTING);
            finish(second.get());
          },
          () -> attempt.sink().completed(true),
          () -> second.set(chat.send("2?")));
    });
  }

  @Test
  void whoeverLooksNeverSeesAFreeConversationWhileOthersWait() {
    Duel.fight(ROUNDS, () -> {
      running(BusyPolicy.queue());
      Answer second = chat.send("2?");
      Chat impatient = scene.chatOver(scene.transport).build();
      return new Duel.Round(
          () -> {
            scene.time.run();
            assertThat(second.state()).isEqualTo(StreamState.CONNECTING);
            finish(second);
          },
          () -> first.cancel(),
          () -> {
            try {
              impatient.send("3?");
              throw new AssertionError("jumped the queue");
            } catch (ConversationBusyException expected) {
              assertThat(expected).hasMessageContaining("busy");
            }
          });
    });
  }
}
