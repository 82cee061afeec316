package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * An answer that breaks off again and again, against the plainest model of it: how many events have
 * arrived, and how many attempts have failed since something new came.
 */
class ResumedAnswerProperties {
  private static final int MOST_IN_A_ROW = 3;
  private static final Duration WAIT = Duration.ofMillis(10);
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();
  private static final RetryPolicy RESUME = RetryPolicy.builder()
      .maxAttempts(MOST_IN_A_ROW)
      .backoff(new Backoff(WAIT, 1, WAIT, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.RESUME)
      .build();

  private enum Act {
    NEXT_EVENT,
    REPLAY,
    BREAK,
    PASS_TIME,
    RETRY_NOW,
    LATE_EVENT,
    LATE_END,
    RUN_TASKS,
    CANCEL,
    CLEAR,
    COMPLETE
  }

  private record Step(Act act, int number) {}

  /** The answer and what must have become of it. */
  private static final class World {
    final Scene scene = new Scene(RESUME);
    final Answer answer = scene.ask();
    final Told direct = new Told();
    final Told slow = new Told();
    final Told every = new Told();
    final Queue<Runnable> tasks = new ArrayDeque<>();
    int arrived;
    int attempts = 1;
    int failedInARow;
    boolean progressed;
    boolean waits;
    long duplicates;
    long stale;
    long afterEnd;
    boolean cleared;
    MessageStatus status;

    World() {
      answer.subscribe(
          new AnswerListener() {
            @Override
            public void onText(String text) {
              throw new IllegalStateException("a listener that throws");
            }
          },
          Runnable::run);
      answer.subscribe(direct, Runnable::run);
      answer.subscribe(slow, tasks::add);
      answer.subscribe(every, Delivery.every().on(tasks::add));
    }

    void act(Step step) {
      switch (step.act()) {
        case NEXT_EVENT -> next(step.number());
        case REPLAY -> replay();
        case BREAK -> breaks();
        case PASS_TIME -> {
          scene.time.advance(WAIT);
          beginsAgain();
        }
        case RETRY_NOW -> {
          assertThat(answer.retryNow()).isEqualTo(waits && status == null);
          scene.time.run();
          beginsAgain();
        }
        case LATE_EVENT -> late(sink -> event(sink, arrived + 1));
        case LATE_END -> late(sink -> sink.completed(true));
        case RUN_TASKS -> runTasks(step.number());
        case CANCEL -> {
          answer.cancel();
          ends(MessageStatus.CANCELLED);
        }
        case CLEAR -> {
          scene.conversation.clear();
          cleared = true;
          ends(MessageStatus.CANCELLED);
        }
        case COMPLETE -> {
          if (isLive()) {
            scene.sink().completed(true);
            ends(MessageStatus.COMPLETED);
          }
        }
      }
      check();
    }

    private boolean isLive() {
      return status == null && !waits;
    }

    private void ends(MessageStatus how) {
      status = status == null ? how : status;
    }

    private void next(int most) {
      for (int i = 0; i < most && isLive(); i++) {
        event(scene.sink(), ++arrived);
        progressed = true;
      }
    }

    /** An attempt that was resumed may be sent everything again. */
    private void replay() {
      if (isLive() && scene.attempt().request().resumed() && !progressed) {
        for (int id = 1; id <= arrived; id++) {
          event(scene.sink(), id);
          duplicates++;
        }
      }
    }

    private void breaks() {
      if (isLive()) {
        scene.sink().failed(BROKEN);
        failedInARow = progressed ? 1 : failedInARow + 1;
        waits = failedInARow < MOST_IN_A_ROW;
        if (!waits) {
          ends(MessageStatus.FAILED);
        }
      }
    }

    private void beginsAgain() {
      if (waits && status == null) {
        waits = false;
        progressed = false;
        attempts++;
      }
    }

    /** What comes from the first attempt when it no longer counts. */
    private void late(Consumer<EventSink> call) {
      if (!isLive() || attempts > 1) {
        call.accept(scene.transport.attempts().get(0).sink());
        if (status == null) {
          stale++;
        } else {
          afterEnd++;
        }
      }
    }

    void runTasks(int most) {
      for (int i = 0; i < most && !tasks.isEmpty(); i++) {
        tasks.remove().run();
      }
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (int id = 1; id <= arrived; id++) {
        text.append(piece(id));
      }
      return text.toString();
    }

    private void check() {
      assertThat(answer.message().text()).isEqualTo(text());
      assertThat(answer.state().isTerminal()).isEqualTo(status != null);
      assertThat(answer.state() == StreamState.BACKING_OFF).isEqualTo(waits && status == null);
      assertThat(scene.transport.attempts()).hasSize(attempts);
      assertThat(scene.attempt().request().lastEventId())
          .satisfies(id ->
              assertThat(id.isEmpty()).isEqualTo(!scene.attempt().request().resumed()));
      assertThat(scene.conversation.snapshot().size()).isEqualTo(cleared ? 0 : 2);
      Map<LateCause, Long> late = answer.lateEvents();
      assertThat(late.getOrDefault(LateCause.DUPLICATE, 0L)).isEqualTo(duplicates);
      assertThat(late.getOrDefault(LateCause.STALE_ATTEMPT, 0L)).isEqualTo(stale);
      assertThat(late.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(duplicates + stale + afterEnd);
    }

    void checkOutcome() {
      Outcome outcome = Scene.outcomeOf(answer);
      assertThat(outcome.status()).isEqualTo(status);
      assertThat(outcome.text()).isEqualTo(text());
      assertThat(outcome.evidence().attempts()).isEqualTo(attempts);
      assertThat(outcome.evidence().characters()).isEqualTo(text().length());
      assertThat(outcome.evidence().problems()).isEmpty();
      for (Told told : List.of(direct, slow, every)) {
        assertThat(told.text()).isEqualTo(text());
        assertThat(told.outcomes()).containsExactly(outcome);
        assertThat(told.states()).filteredOn(StreamState::isTerminal).hasSize(1);
      }
      assertThat(every.pieces()).hasSize(arrived);
      assertThat(scene.reported).hasSize(arrived); // of the listener that throws, for each piece
      scene.assertNothingLeftBehind();
    }
  }

  private static String piece(int id) {
    return "<" + id + ">";
  }

  private static void event(EventSink sink, int id) {
    new StreamEvent.Identified(Integer.toString(id), List.of(StreamEvent.text(piece(id))))
        .deliverTo(sink);
  }

  @Property(tries = 2000)
  void anAnswerThatBreaksOffBecomesWhatItsModelSays(@ForAll("steps") List<Step> steps) {
    World world = new World();
    steps.forEach(world::act);
    world.act(new Step(Act.CANCEL, 1));
    world.runTasks(Integer.MAX_VALUE);
    world.checkOutcome();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequency(
        Tuple.of(10, Act.NEXT_EVENT),
        Tuple.of(4, Act.REPLAY),
        Tuple.of(8, Act.BREAK),
        Tuple.of(5, Act.PASS_TIME),
        Tuple.of(5, Act.RETRY_NOW),
        Tuple.of(3, Act.LATE_EVENT),
        Tuple.of(1, Act.LATE_END),
        Tuple.of(5, Act.RUN_TASKS),
        Tuple.of(1, Act.CANCEL),
        Tuple.of(1, Act.CLEAR),
        Tuple.of(1, Act.COMPLETE));
    return Combinators.combine(acts, Arbitraries.integers().between(1, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(50);
  }
}
