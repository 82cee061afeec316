package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.EventSink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a guard against hanging
class AnswerRetryRaceTest {
  private static final int ROUNDS = 1500;
  private static final ChatError BUSY =
      ChatError.builder(ChatError.Kind.SERVER, "Busy.").retryable(true).build();
  private static final Duration WAIT = Duration.ofSeconds(5);

  private Scene scene;
  private Answer answer;
  private Told told;

  private void connecting() {
    scene = new Scene(RetryPolicy.PATIENT);
    answer = scene.ask();
    told = new Told();
    answer.subscribe(told, Runnable::run);
  }

  private void backingOff() {
    connecting();
    scene.sink().failed(BUSY);
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
  }

  private void assertCancelled() {
    scene.time.run();
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(told.states()).filteredOn(StreamState::isTerminal).hasSize(1);
    assertThat(told.outcomes()).hasSize(1);
    assertThat(scene.transport.attempts())
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(ScriptedTransport.Attempt::isCancelled);
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  private void assertSecondAttemptIsTheOnlyOne() {
    scene.time.run();
    assertThat(scene.transport.attempts()).hasSize(2);
    assertThat(scene.transport.attempts().get(0).isCancelled()).isTrue();
    assertThat(told.states()).filteredOn(StreamState.BACKING_OFF::equals).hasSize(1);
    scene.text("whole");
    scene.sink().completed(true);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("whole");
    assertThat(Scene.outcomeOf(answer).evidence().attempts()).isEqualTo(2);
    scene.assertNothingLeftBehind();
  }

  @Test
  void cancelAgainstTheTimerOfTheWait() {
    Duel.fight(ROUNDS, () -> {
      backingOff();
      return new Duel.Round(
          this::assertCancelled, () -> scene.time.advance(WAIT), () -> answer.cancel());
    });
  }

  @Test
  void cancelAgainstTheFailureThatBeginsTheWait() {
    Duel.fight(ROUNDS, () -> {
      connecting();
      return new Duel.Round(
          this::assertCancelled, () -> scene.sink().failed(BUSY), () -> answer.cancel());
    });
  }

  @Test
  void clearAgainstTheBeginOfTheNextAttempt() {
    Duel.fight(ROUNDS, () -> {
      backingOff();
      return new Duel.Round(
          this::assertCancelled, () -> scene.time.advance(WAIT), () -> scene.conversation.clear());
    });
  }

  @Test
  void cancelAgainstRetryNow() {
    Duel.fight(ROUNDS, () -> {
      backingOff();
      return new Duel.Round(
          this::assertCancelled,
          () -> {
            answer.retryNow();
            scene.time.run();
          },
          () -> answer.cancel());
    });
  }

  @Test
  void retryNowAgainstTheTimer() {
    Duel.fight(ROUNDS, () -> {
      backingOff();
      return new Duel.Round(
          this::assertSecondAttemptIsTheOnlyOne,
          () -> scene.time.advance(WAIT),
          () -> answer.retryNow());
    });
  }

  @Test
  void retryNowAgainstRetryNow() {
    Duel.fight(ROUNDS, () -> {
      backingOff();
      AtomicInteger ended = new AtomicInteger();
      Runnable retryNow = () -> ended.addAndGet(answer.retryNow() ? 1 : 0);
      return new Duel.Round(
          () -> {
            assertThat(ended).hasValue(1);
            assertSecondAttemptIsTheOnlyOne();
          },
          retryNow,
          retryNow);
    });
  }

  @Test
  void retryNowAgainstTheFailureThatBeginsTheWait() {
    Duel.fight(ROUNDS, () -> {
      connecting();
      return new Duel.Round(
          () -> {
            answer.retryNow();
            assertSecondAttemptIsTheOnlyOne();
          },
          () -> scene.sink().failed(BUSY),
          () -> answer.retryNow());
    });
  }

  @Test
  void theTransportsFailureAgainstTheConnectTimeout() {
    Duel.fight(ROUNDS, () -> {
      connecting();
      return new Duel.Round(
          () -> {
            answer.retryNow();
            assertSecondAttemptIsTheOnlyOne();
          },
          () -> scene.sink().failed(BUSY),
          () -> scene.time.advance(Scene.TIMEOUTS.connect()));
    });
  }

  @Test
  void theFirstPieceAgainstTheConnectTimeout() {
    Duel.fight(ROUNDS, () -> {
      Timeouts quick = Scene.TIMEOUTS.withConnect(Duration.ofSeconds(2));
      scene = new Scene();
      answer = scene
          .chatOver(scene.transport)
          .timeouts(quick)
          .retry(RetryPolicy.PATIENT)
          .build()
          .send("Why?");
      told = new Told();
      answer.subscribe(told, Runnable::run);
      scene.time.run();
      EventSink first = scene.sink();
      return new Duel.Round(
          () -> {
            StreamState state = answer.state();
            if (state == StreamState.BACKING_OFF) {
              assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.STALE_ATTEMPT, 1L));
              answer.retryNow();
              scene.time.run();
              scene.text("second");
            }
            if (state == StreamState.FAILED) { // it came between the timeout and its effect
              assertThat(Scene.outcomeOf(answer).text().isEmpty())
                  .isEqualTo(answer.lateEvents().equals(Map.of(LateCause.ENDED, 1L)));
            } else {
              scene.sink().completed(true);
              assertThat(Scene.outcomeOf(answer).text())
                  .isEqualTo(state == StreamState.BACKING_OFF ? "second" : "first");
            }
            assertThat(told.text()).isEqualTo(Scene.outcomeOf(answer).text());
            scene.assertNothingLeftBehind();
          },
          () -> first.primary().text("0", "first"),
          () -> scene.time.advance(quick.connect()));
    });
  }
}
