package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.MessageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a guard against hanging; nothing here waits for time
class AnswerJoinTest {
  /** Long enough to be noticed when it is waited for, and never waited for. */
  private static final Duration LONG = Duration.ofSeconds(50);

  private static final Duration SHORT = Duration.ofMillis(5);

  private final Scene scene = new Scene();

  /** Readers of the pool wait for this; never left shut, since the pool is everybody's. */
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void openTheGate() {
    gate.countDown();
  }

  @Test
  void joinGivesTheOutcomeOfAFailedAnswerAndThrowsNothing() {
    Answer answer = scene.ask();
    scene.sink().truncated(null);

    assertThat(answer.join().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer.join(Duration.ZERO)).isSameAs(answer.join());
    assertThat(answer.join(Duration.ofSeconds(-1))).isSameAs(answer.join());
  }

  @Test
  void joinThatGivesUpLeavesTheAnswerRunning() {
    Answer answer = scene.ask();
    scene.text("Be");

    assertThatThrownBy(() -> answer.join(SHORT))
        .isInstanceOf(AnswerStillRunningException.class)
        .isInstanceOf(ChatException.class)
        .hasMessageContaining("STREAMING")
        .hasMessageContaining("0.005 seconds");
    scene.text("cause");
    scene.sink().completed(true);
    assertThat(answer.join(LONG).text()).isEqualTo("Because");
  }

  @Test
  void joinOnAnotherThreadGetsTheOutcomeWhenItComes() throws Exception {
    Answer answer = scene.ask();
    AtomicReference<Outcome> joined = new AtomicReference<>();
    Thread joiner = started(() -> joined.set(answer.join()));
    scene.text("Because");
    scene.sink().completed(true);
    joiner.join();

    assertThat(joined.get()).isSameAs(Scene.outcomeOf(answer));
  }

  @Test
  void anInterruptedJoinSetsTheFlagAgainAndLeavesTheAnswerRunning() {
    Answer answer = scene.ask();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> answer.join(LONG))
        .isInstanceOf(ChatException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
  }

  @Test
  void joinOnAThreadThatDeliversThrowsInsteadOfWaitingForItself() {
    List<String> refused = new ArrayList<>();
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onStateChange(StateChange change) {
            if (!change.to().isTerminal() && change.from() != change.to()) {
              joinRefused(answer, change.to().name(), refused);
            }
          }

          @Override
          public void onText(String text) {
            joinRefused(answer, text, refused);
          }
        },
        Runnable::run);
    scene.time.run();
    scene.text("Be");
    assertThat(refused).containsExactly("CONNECTING", "STREAMING", "Be");

    scene.conversation.subscribe(change -> joinRefused(answer, "change", refused), Runnable::run);
    scene.primary().metadata(Map.of("a", 1));
    assertThat(refused).containsExactly("CONNECTING", "STREAMING", "Be", "change");
  }

  @Test
  void joinInTheLastStepOfTheConversationThrowsHoweverTheAnswerEnds() {
    for (Ending ending : EnumSet.complementOf(EnumSet.of(Ending.CLEARED, Ending.REMOVED))) {
      Scene own = new Scene();
      Answer answer = own.ask();
      own.text("Because");
      List<String> refused = new ArrayList<>();
      own.conversation.subscribe(
          change -> joinRefused(answer, ending.name(), refused), Runnable::run);
      ending.of(own, answer);

      assertThat(refused).containsExactly(ending.name());
    }
  }

  private static void joinRefused(Answer answer, String where, List<String> refused) {
    try {
      answer.join(SHORT);
    } catch (IllegalStateException expected) {
      refused.add(where);
    }
  }

  @Test
  void joinInsideTheOutcomeCallbackGivesTheOutcomeAndWaitsForNobody() {
    Answer answer = scene.ask().onText(piece -> awaitGate());
    AtomicReference<Outcome> joined = new AtomicReference<>();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onOutcome(Outcome outcome) {
            joined.set(answer.join(LONG));
          }
        },
        Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(joined.get()).isSameAs(Scene.outcomeOf(answer));
  }

  @Test
  void joinReturnsAfterTheReadersOnThePoolWereToldEverything() throws Exception {
    StringBuffer told = new StringBuffer();
    CountDownLatch inside = new CountDownLatch(1);
    Answer answer = scene.ask().onText(piece -> {
      inside.countDown();
      awaitGate();
      told.append(piece);
    });
    Told listener = new Told();
    answer.subscribe(listener);
    scene.text("Be");
    await(inside);
    scene.text("cause");
    scene.sink().completed(true);

    List<Object> toldAtTheEnd = new ArrayList<>();
    Thread joiner = started(() -> {
      answer.join(LONG);
      toldAtTheEnd.add(told.toString());
      toldAtTheEnd.addAll(listener.outcomes());
    });
    // The answer has ended: where the joiner waits now, it waits for the readers.
    assertThat(restingState(joiner)).isNotEqualTo(Thread.State.TERMINATED);
    gate.countDown();
    joiner.join();
    assertThat(toldAtTheEnd).containsExactly("Because", Scene.outcomeOf(answer));
  }

  private static Thread.State restingState(Thread thread) {
    Set<Thread.State> resting =
        EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
    while (!resting.contains(thread.getState())) {
      Thread.onSpinWait();
    }
    return thread.getState();
  }

  @Test
  void joinDoesNotWaitForAReaderThatWasClosed() throws Exception {
    Answer answer = scene.ask();
    CountDownLatch inside = new CountDownLatch(1);
    answer
        .subscribe(new AnswerListener() {
          @Override
          public void onStateChange(StateChange change) {
            inside.countDown();
            awaitGate();
          }
        })
        .close();
    scene.sink().completed(true);

    assertThat(answer.join(LONG)).isSameAs(Scene.outcomeOf(answer));
  }

  @Test
  void joinGivesTheOutcomeWhenAReaderBlocksBeyondTheLimit() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    Answer answer = scene.ask().onText(piece -> {
      inside.countDown();
      awaitGate();
    });
    scene.text("Because");
    await(inside);
    scene.sink().completed(true);

    assertThat(answer.join(SHORT).text()).isEqualTo("Because");
  }

  @Test
  void joinDoesNotWaitForAReaderWithAnExecutorOfItsOwn() {
    Answer answer = scene.ask().onText(piece -> {}, neverRun -> {});
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(answer.join(LONG).text()).isEqualTo("Because");
  }

  @Test
  void readersOnThePoolThatAllJoinDoNotWaitForEachOther() throws Exception {
    int more = 8 + 4 * Runtime.getRuntime().availableProcessors(); // than the pool has threads
    CountDownLatch joined = new CountDownLatch(more);
    Answer answer = scene.ask();
    for (int i = 0; i < more; i++) {
      answer.subscribe(new AnswerListener() {
        @Override
        public void onOutcome(Outcome outcome) {
          if (answer.join() == outcome) {
            joined.countDown();
          }
        }
      });
    }
    scene.text("Because");
    scene.sink().completed(true);

    await(joined);
    assertThat(answer.join(LONG).text()).isEqualTo("Because");
  }

  @Test
  void aReaderOnThePoolMayJoinWhileTheAnswerRuns() throws Exception {
    CountDownLatch joining = new CountDownLatch(2);
    CountDownLatch joined = new CountDownLatch(2);
    Answer answer = scene.ask();
    for (int i = 0; i < 2; i++) {
      answer.onText(piece -> {
        joining.countDown();
        answer.join();
        joined.countDown();
      });
    }
    scene.text("Because");
    await(joining);
    scene.sink().completed(true);

    await(joined);
    assertThat(answer.join(LONG).text()).isEqualTo("Because");
  }

  private void awaitGate() {
    await(gate);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }
}
