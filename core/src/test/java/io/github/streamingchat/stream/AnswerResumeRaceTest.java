package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that goes on in another attempt, against those who end it. */
@Timeout(120) // a guard against hanging
class AnswerResumeRaceTest {
  private static final int ROUNDS = 1500;
  private static final int PIECES = 20;
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();

  private Scene scene;
  private Answer answer;
  private Told told;

  private static RetryPolicy policy(RetryPolicy.AfterText afterText) {
    return RetryPolicy.builder()
        .backoff(new Backoff(WAIT, 1, WAIT, Backoff.Jitter.NONE))
        .afterText(afterText)
        .build();
  }

  private static void event(EventSink sink, int id) {
    new StreamEvent.Identified(Integer.toString(id), List.of(StreamEvent.text(id + ";")))
        .deliverTo(sink);
  }

  private static String textUpTo(int last) {
    StringBuilder text = new StringBuilder();
    for (int id = 1; id <= last; id++) {
      text.append(id).append(';');
    }
    return text.toString();
  }

  private void brokenOff() {
    scene = new Scene(policy(RetryPolicy.AfterText.RESUME));
    answer = scene.ask();
    told = new Told();
    answer.subscribe(told, Runnable::run);
    event(scene.sink(), 1);
    event(scene.sink(), 2);
    scene.sink().failed(BROKEN);
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
  }

  private void resumed() {
    brokenOff();
    scene.time.advance(WAIT);
    assertThat(scene.attempt().request().resumed()).isTrue();
  }

  /** Sends again what the first attempt has brought, and goes on. */
  private void replay(EventSink sink) {
    for (int id = 1; id <= PIECES; id++) {
      event(sink, id);
    }
  }

  private void assertCancelledWithABeginning() {
    scene.time.run();
    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(textUpTo(PIECES)).startsWith(outcome.text());
    assertThat(outcome.text()).startsWith("1;2;").endsWith(";");
    assertThat(told.text()).isEqualTo(outcome.text());
    assertThat(told.outcomes()).containsExactly(outcome);
    assertThat(scene.transport.attempts()).allMatch(attempt -> attempt.isCancelled());
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void cancelAgainstResumedPieces() {
    Duel.fight(ROUNDS, () -> {
      resumed();
      EventSink second = scene.sink();
      String[] kept = {""};
      return new Duel.Round(
          () -> {
            assertCancelledWithABeginning();
            assertThat(kept[0]).isEqualTo(Scene.outcomeOf(answer).text());
          },
          () -> replay(second),
          () -> {
            answer.cancel();
            kept[0] = answer.message().text();
          });
    });
  }

  @Test
  void clearAgainstResumedPieces() {
    Duel.fight(ROUNDS, () -> {
      resumed();
      EventSink second = scene.sink();
      return new Duel.Round(
          () -> {
            assertCancelledWithABeginning();
            assertThat(scene.conversation.snapshot().size()).isZero();
          },
          () -> replay(second),
          () -> scene.conversation.clear());
    });
  }

  @Test
  void clearAgainstTheResume() {
    Duel.fight(ROUNDS, () -> {
      brokenOff();
      return new Duel.Round(
          () -> {
            assertCancelledWithABeginning();
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo("1;2;");
            assertThat(scene.conversation.snapshot().size()).isZero();
          },
          () -> scene.time.advance(WAIT),
          () -> scene.conversation.clear());
    });
  }

  @Test
  void retryNowAgainstCancelOfAnAnswerWithText() {
    Duel.fight(ROUNDS, () -> {
      brokenOff();
      return new Duel.Round(
          () -> {
            assertCancelledWithABeginning();
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo("1;2;");
          },
          () -> {
            answer.retryNow();
            scene.time.run();
          },
          () -> answer.cancel());
    });
  }

  @Test
  void piecesOfTheAttemptThatWasGivenUpAgainstThoseOfTheNext() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene(policy(RetryPolicy.AfterText.RESUME));
      answer = scene.ask();
      told = new Told();
      answer.subscribe(told, Runnable::run);
      EventSink first = scene.sink();
      event(first, 1);
      event(first, 2);
      return new Duel.Round(
          () -> {
            if (answer.state() == StreamState.STREAMING) { // a piece came in time
              scene.time.advance(Scene.TIMEOUTS.idle());
            }
            assertThat(answer.retryNow()).isTrue();
            scene.time.run();
            assertThat(scene.transport.attempts()).hasSize(2);
            replay(scene.sink());
            scene.sink().completed(true);
            assertThat(Scene.outcomeOf(answer).text()).isEqualTo(textUpTo(PIECES));
            assertThat(told.text()).isEqualTo(textUpTo(PIECES));
            scene.assertNothingLeftBehind();
          },
          () -> {
            for (int id = 3; id <= PIECES; id++) {
              event(first, id);
            }
          },
          () -> scene.time.advance(Scene.TIMEOUTS.idle()));
    });
  }

  @Test
  void cancelAgainstTheFirstPieceThatReplacesTheText() {
    Duel.fight(ROUNDS, () -> {
      scene = new Scene(policy(RetryPolicy.AfterText.REPLACE_TEXT));
      answer = scene.ask();
      scene.text("old");
      scene.sink().message("1").text("0", "old too");
      scene.sink().failed(BROKEN);
      scene.time.advance(WAIT);
      EventSink second = scene.sink();
      String[] kept = {""};
      return new Duel.Round(
          () -> {
            Outcome outcome = Scene.outcomeOf(answer);
            assertThat(outcome.text()).isEqualTo(kept[0]).isIn("old", "new");
            assertThat(outcome.messages()).hasSize(outcome.text().equals("old") ? 2 : 1);
            assertThat(scene.conversation.snapshot().size())
                .isEqualTo(outcome.messages().size() + 1);
            assertThat(scene.reported).isEmpty();
            scene.assertNothingLeftBehind();
          },
          () -> second.primary().text("0", "new"),
          () -> {
            answer.cancel();
            kept[0] = answer.message().text();
          });
    });
  }
}
