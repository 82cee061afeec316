package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a guard against hanging
class AnswerRaceTest {
  private static final int ROUNDS = 1500;
  private static final int PIECES = 12;

  private Scene scene;
  private Answer answer;
  private Told told;

  private void streaming() {
    scene = new Scene();
    answer = scene.ask();
    told = new Told();
    answer.subscribe(told, Runnable::run);
    scene.sink().connected();
    scene.text("0 ");
  }

  private void sendPieces() {
    for (int i = 1; i < PIECES; i++) {
      scene.text(i + " ");
    }
  }

  private static String whole() {
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < PIECES; i++) {
      whole.append(i).append(' ');
    }
    return whole.toString();
  }

  @Test
  void cancelAgainstAppend() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      AtomicReference<ChatMessage> seen = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            assertOneEnd(MessageStatus.CANCELLED);
            assertThat(scene.inConversation(answer.primary())).isEqualTo(seen.get());
            assertThat(Scene.outcomeOf(answer).message()).isEqualTo(seen.get());
            assertEveryPieceInOrLate(LateCause.CANCELLED);
          },
          this::sendPieces,
          () -> {
            answer.cancel();
            seen.set(scene.inConversation(answer.primary()));
          });
    });
  }

  @Test
  void twoCancelsAgainstAppend() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      List<AtomicReference<String>> seen =
          List.of(new AtomicReference<>(), new AtomicReference<>());
      return new Duel.Round(
          () -> {
            assertOneEnd(MessageStatus.CANCELLED);
            String text = scene.inConversation(answer.primary()).text();
            assertThat(seen).extracting(AtomicReference::get).containsOnly(text);
          },
          () -> cancelAndSee(seen.get(0)),
          () -> cancelAndSee(seen.get(1)),
          () -> {
            for (int i = 1; i < PIECES; i++) {
              scene.text(i + " \uD83D"); // a half that waits is no text that may enter later
              scene.text("\uDE00");
            }
          });
    });
  }

  @Test
  void cancelAgainstComplete() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      AtomicReference<String> seen = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            MessageStatus status = Scene.outcomeOf(answer).status();
            assertThat(status).isIn(MessageStatus.COMPLETED, MessageStatus.CANCELLED);
            assertOneEnd(status);
            assertThat(seen.get()).isEqualTo(Scene.outcomeOf(answer).text());
            assertThat(answer.lateEvents().values())
                .hasSize(status == MessageStatus.COMPLETED ? 0 : 1);
          },
          () -> scene.sink().completed(true),
          () -> cancelAndSee(seen));
    });
  }

  private void cancelAndSee(AtomicReference<String> seen) {
    answer.cancel();
    seen.set(scene.inConversation(answer.primary()).text());
  }

  @Test
  void completeAgainstTimeout() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      return new Duel.Round(
          () -> {
            MessageStatus status = Scene.outcomeOf(answer).status();
            assertThat(status).isIn(MessageStatus.COMPLETED, MessageStatus.FAILED);
            assertOneEnd(status);
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo("0 ");
          },
          () -> scene.sink().completed(true),
          () -> scene.time.advance(Scene.TIMEOUTS.idle()));
    });
  }

  @Test
  void clearAgainstAppend() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      AtomicReference<String> seen = new AtomicReference<>();
      return new Duel.Round(
          () -> {
            assertOneEnd(MessageStatus.CANCELLED);
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo(seen.get());
            assertThat(scene.conversation.snapshot().size()).isZero();
            assertEveryPieceInOrLate(LateCause.CLEARED);
          },
          this::sendPieces,
          () -> {
            scene.conversation.clear();
            seen.set(answer.message().text());
          });
    });
  }

  @Test
  void clearAgainstComplete() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      return new Duel.Round(
          () -> {
            assertOneEnd(Scene.outcomeOf(answer).status());
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo("0 ");
            assertThat(scene.conversation.snapshot().size()).isZero();
          },
          () -> scene.sink().completed(true),
          () -> scene.conversation.clear());
    });
  }

  @Test
  void clearAgainstBegin() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene();
      told = new Told();
      return new Duel.Round(
          () -> {
            answer.subscribe(told, Runnable::run);
            scene.time.run();
            boolean survives = scene.conversation.find(answer.primary()).isPresent();
            assertThat(answer.state())
                .isEqualTo(survives ? StreamState.CONNECTING : StreamState.CANCELLED);
            assertThat(scene.conversation.snapshot().size()).isEqualTo(survives ? 2 : 0);
            assertThat(scene.transport.attempts()).hasSize(survives ? 1 : 0);
            if (survives) {
              scene.text(whole());
              scene.sink().completed(true);
            }
            assertOneEnd(survives ? MessageStatus.COMPLETED : MessageStatus.CANCELLED);
          },
          () -> answer = scene.chat.send("Why?"),
          () -> scene.conversation.clear());
    });
  }

  @Test
  void beginAgainstBegin() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene();
      List<Answer> begun = new ArrayList<>();
      List<ConversationBusyException> refused = new ArrayList<>();
      Chat other = scene.chatOver(scene.transport).build();
      return new Duel.Round(
          () -> {
            assertThat(begun).hasSize(1);
            assertThat(refused).hasSize(1);
            answer = begun.get(0);
            assertThat(refused.get(0).running()).isEqualTo(answer.primary());
            assertThat(scene.conversation.snapshot().messages())
                .extracting(ChatMessage::id)
                .containsExactly(answer.userTurn().orElseThrow(), answer.primary());
            scene.time.run();
            scene.sink().completed(true);
            scene.assertNothingLeftBehind();
          },
          () -> begin(scene.chat, begun, refused),
          () -> begin(other, begun, refused));
    });
  }

  private static void begin(
      Chat chat, List<Answer> begun, List<ConversationBusyException> refused) {
    try {
      Answer answer = chat.send("Why?");
      synchronized (begun) {
        begun.add(answer);
      }
    } catch (ConversationBusyException busy) {
      synchronized (refused) {
        refused.add(busy);
      }
    }
  }

  @Test
  void closeAgainstBegin() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene();
      answer = null;
      return new Duel.Round(
          () -> {
            scene.time.run();
            if (answer != null) {
              assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
            } else {
              assertThat(scene.conversation.snapshot().size()).isZero();
            }
            scene.assertNothingLeftBehind();
          },
          () -> {
            try {
              answer = scene.chat.send("Why?");
            } catch (ChatException closed) {
              assertThat(closed).hasMessageContaining("closed");
            }
          },
          () -> scene.chat.close());
    });
  }

  @Test
  void joinAgainstComplete() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      AtomicReference<Outcome> joined = new AtomicReference<>();
      return new Duel.Round(
          () -> assertThat(joined.get()).isSameAs(Scene.outcomeOf(answer)),
          () -> scene.sink().completed(true),
          () -> {
            while (!answer.state().isTerminal()) {
              Thread.onSpinWait();
            }
            joined.set(answer.join(Duration.ZERO));
          });
    });
  }

  @Test
  void cancelAgainstOpen() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene();
      answer = scene.chat.send("Why?");
      return new Duel.Round(
          () -> {
            List<ScriptedTransport.Attempt> attempts = scene.transport.attempts();
            assertThat(attempts).allMatch(ScriptedTransport.Attempt::isCancelled);
            assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
            scene.time.run();
            scene.assertNothingLeftBehind();
          },
          () -> scene.time.run(),
          () -> answer.cancel());
    });
  }

  @Test
  void subscribeAgainstPiecesAndEnd() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      Told late = new Told();
      return new Duel.Round(
          () -> {
            assertOneEnd(MessageStatus.COMPLETED);
            assertThat(late.text()).isEqualTo(whole());
            assertThat(late.outcomes()).containsExactly(Scene.outcomeOf(answer));
            assertThat(late.calls()).last().isInstanceOf(Outcome.class);
            assertThat(late.states()).last().isEqualTo(StreamState.COMPLETED);
            assertThat(late.states()).doesNotHaveDuplicates();
          },
          () -> {
            sendPieces();
            scene.sink().completed(true);
          },
          () -> answer.subscribe(late, Runnable::run));
    });
  }

  @Test
  void annotationsOfTheApplicationAgainstPieces() {
    Duel.fight(ROUNDS, () -> {
      streaming();
      return new Duel.Round(
          () -> {
            scene.sink().completed(true);
            assertOneEnd(MessageStatus.COMPLETED);
            ChatMessage message = Scene.outcomeOf(answer).message();
            assertThat(message.text()).isEqualTo(whole());
            assertThat(message.metadata())
                .containsKeys("a0", "a1", "a2", "a3", "model")
                .hasSize(5);
          },
          () -> {
            scene.primary().started(null, "model-1");
            sendPieces();
          },
          () -> {
            for (int i = 0; i < 4; i++) {
              String name = "a" + i;
              scene.conversation.edit(answer.primary(), edit -> edit.metadata(name, true));
            }
          });
    });
  }

  private void assertOneEnd(MessageStatus status) {
    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(answer.state().name()).isEqualTo(status.name());
    assertThat(told.outcomes()).containsExactly(outcome);
    assertThat(told.calls()).last().isSameAs(outcome);
    assertThat(told.states()).filteredOn(StreamState::isTerminal).hasSize(1);
    assertThat(told.text()).isEqualTo(outcome.text());
    if (status != MessageStatus.CANCELLED || !outcome.text().contains("\uD83D")) {
      assertThat(whole()).startsWith(outcome.text().replace("\uFFFD", ""));
    }
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  /** Each piece of {@link #sendPieces} is a number and a space. */
  private void assertEveryPieceInOrLate(LateCause cause) {
    long in = Scene.outcomeOf(answer).text().chars().filter(each -> each == ' ').count();
    assertThat(in + answer.lateEvents().getOrDefault(cause, 0L)).isEqualTo(PIECES);
  }
}
