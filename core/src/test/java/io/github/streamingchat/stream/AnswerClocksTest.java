package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerClocksTest {
  private static final Duration CONNECT = Scene.TIMEOUTS.connect();
  private static final Duration IDLE = Scene.TIMEOUTS.idle();
  private static final Duration TOTAL = Scene.TIMEOUTS.total();

  private final Scene scene = new Scene();

  static Stream<StreamEvent> everySignOfLife() {
    return Stream.of(
        new StreamEvent.Connected(),
        new StreamEvent.Received(0),
        new StreamEvent.Received(100),
        new StreamEvent.Heartbeat(),
        new StreamEvent.Started("", "id", "model"),
        StreamEvent.text("Be"),
        new StreamEvent.Reasoning("", "0", "Hm"),
        new StreamEvent.Refusal("", "0", "No"),
        new StreamEvent.Metadata("", Map.of("a", 1)),
        new StreamEvent.UsageReported("", Usage.NONE),
        new StreamEvent.Finished("", FinishReason.STOP),
        new StreamEvent.ProblemMet(new Problem("odd", "passed over")));
  }

  @Test
  void theConnectClockRunsOutToTheNanosecond() {
    Answer answer = scene.ask();

    assertRunsOutAfter(CONNECT, answer, "connect");
    assertThat(Scene.outcomeOf(answer).evidence().timings().toConnected()).isNull();
    assertThat(scene.attempt().isCancelled()).isTrue();
  }

  @Test
  void theConnectClockCountsFromTheAttemptNotFromTheQuestion() {
    Queue<Runnable> busyExecutor = new ArrayDeque<>();
    Chat chat = scene.chatOver(scene.transport).executor(busyExecutor::add).build();
    Answer answer = chat.send("Why?");
    scene.time.advance(CONNECT.plusSeconds(1));
    assertThat(answer.state()).isEqualTo(StreamState.QUEUED);

    busyExecutor.remove().run();
    assertRunsOutAfter(CONNECT, answer, "connect");
  }

  @ParameterizedTest
  @MethodSource("everySignOfLife")
  void theFirstSignOfLifeStartsTheIdleClock(StreamEvent sign) {
    Answer answer = scene.ask();
    scene.time.advance(CONNECT.minusNanos(1));
    sign.deliverTo(scene.sink());

    assertRunsOutAfter(IDLE, answer, "idle");
  }

  @ParameterizedTest
  @MethodSource("everySignOfLife")
  void everySignOfLifeStartsTheIdleClockAgain(StreamEvent sign) {
    Answer answer = scene.ask();
    scene.sink().connected();
    for (int i = 0; i < 5; i++) {
      scene.time.advance(IDLE.minusNanos(1));
      sign.deliverTo(scene.sink());
    }

    assertRunsOutAfter(IDLE, answer, "idle");
  }

  @Test
  void theTotalClockRunsOutHoweverLivelyThePeerIs() {
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(1));
    while (scene.time.nanoTime() < TOTAL.minus(IDLE).toNanos()) {
      scene.sink().heartbeat();
      scene.time.advance(Duration.ofSeconds(1));
    }
    scene.text("nearly");
    scene.time.advance(IDLE.minusNanos(1));
    scene.text(" there");

    assertRunsOutAfter(Duration.ofNanos(1), answer, "total");
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("nearly there");
  }

  @Test
  void theTotalClockCountsFromTheQuestion() {
    Queue<Runnable> busyExecutor = new ArrayDeque<>();
    Chat chat = scene.chatOver(scene.transport).executor(busyExecutor::add).build();
    Answer answer = chat.send("Why?");

    assertRunsOutAfter(TOTAL, answer, "total");
    assertThat(Scene.outcomeOf(answer).error().orElseThrow().attempt()).isZero();

    busyExecutor.forEach(Runnable::run);
    assertThat(scene.transport.attempts()).isEmpty();
  }

  @Test
  void ofTwoClocksThatRunOutAtOnceExactlyOneEndsTheAnswer() {
    Timeouts same = new Timeouts(IDLE, IDLE, IDLE);
    Answer answer = scene.chatOver(scene.transport).timeouts(same).build().send("Why?");
    Told told = new Told();
    answer.subscribe(told, Runnable::run);

    assertRunsOutAfter(IDLE, answer, "total");
    assertThat(told.outcomes()).hasSize(1);
  }

  @Test
  void clocksWithoutMeaningfulEndNeverRunOut() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    Chat chat = scene
        .chatOver(scene.transport)
        .timeouts(new Timeouts(forever, forever, forever))
        .build();
    Answer answer = chat.send("Why?");
    scene.time.advance(Duration.ofDays(365));
    scene.text("Because");
    scene.time.advance(Duration.ofDays(365));
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void silenceIsNotDeclaredWhileATextCallbackRunsAndCountsFromItsReturn() {
    Answer answer = scene.ask().onText(piece -> passTwiceTheIdleTime(), Runnable::run);
    scene.sink().connected();
    scene.text("Be");

    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    assertRunsOutAfter(IDLE, answer, "idle");
  }

  @Test
  void silenceIsNotDeclaredWhileAStateCallbackRunsAndCountsFromItsReturn() {
    Answer answer = scene.ask();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onStateChange(StateChange change) {
            if (change.to() == StreamState.STREAMING) {
              passTwiceTheIdleTime();
            }
          }
        },
        Runnable::run);
    scene.sink().connected();
    scene.text("Be");

    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    assertThat(answer.message().text()).isEqualTo("Be");
    assertRunsOutAfter(IDLE, answer, "idle");
  }

  @Test
  void silenceIsNotDeclaredWhileASubscriberOfTheConversationRuns() {
    Answer answer = scene.ask();
    scene.conversation.subscribe(change -> passTwiceTheIdleTime(), Runnable::run);
    scene.sink().connected();
    scene.primary().metadata(Map.of("a", 1));

    assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
    assertRunsOutAfter(IDLE, answer, "idle");
  }

  @Test
  void theTotalClockRunsOutInsideACallbackToo() {
    Answer answer = scene.ask().onText(piece -> scene.time.advance(TOTAL), Runnable::run);
    scene.sink().connected();
    scene.text("Be");

    assertTimedOut(answer, "total");
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Be");
  }

  @Test
  void aLateSignOfLifeSetsNoClock() {
    Answer answer = scene.ask();
    answer.cancel();
    everySignOfLife().forEach(sign -> sign.deliverTo(scene.sink()));

    scene.assertNothingLeftBehind();
  }

  @Test
  void theEvidenceTellsWhenWhatHappened() {
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofMillis(1));
    scene.sink().connected();
    scene.time.advance(Duration.ofMillis(2));
    scene.sink().connected();
    scene.primary().started("id", null);
    scene.time.advance(Duration.ofMillis(4));
    scene.text("Be");
    scene.time.advance(Duration.ofMillis(8));
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).evidence().timings())
        .isEqualTo(new Timings(
            scene.time.now().minusMillis(15),
            Duration.ofMillis(1),
            Duration.ofMillis(7),
            Duration.ofMillis(15)));
  }

  private void passTwiceTheIdleTime() {
    scene.time.advance(IDLE.multipliedBy(2));
  }

  private void assertRunsOutAfter(Duration rest, Answer answer, String clock) {
    scene.time.advance(rest.minusNanos(1));
    assertThat(answer.state().isTerminal()).as("a nanosecond before").isFalse();
    scene.time.advance(Duration.ofNanos(1));
    assertTimedOut(answer, clock);
  }

  private void assertTimedOut(Answer answer, String clock) {
    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.TIMEOUT);
    assertThat(error.code()).isEqualTo(clock);
    assertThat(error.message()).contains("Timeouts." + clock);
    assertThat(error.retryable()).isTrue();
    scene.assertNothingLeftBehind();
  }
}
