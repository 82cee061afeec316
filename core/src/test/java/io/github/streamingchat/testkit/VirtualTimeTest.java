package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  @Test
  void timeStandsStillUntilItIsToldToPass() {
    assertThat(time.now()).isEqualTo(VirtualTime.START);
    time.run();
    assertThat(time.nanoTime()).isZero();

    time.advance(Duration.ofSeconds(1).plusNanos(1));
    assertThat(time.nanoTime()).isEqualTo(1_000_000_001L);
    assertThat(time.now()).isEqualTo(VirtualTime.START.plusNanos(1_000_000_001L));
  }

  @Test
  void timersRingInTheOrderOfTheirTimesAndThenOfTheirMaking() {
    schedule(2, "late");
    schedule(1, "first");
    schedule(1, "second");
    schedule(0, "at once");
    schedule(-5, "at once too");
    time.advance(Duration.ofSeconds(2));

    assertThat(ran)
        .containsExactly("at once @0", "at once too @0", "first @1", "second @1", "late @2");
    assertThat(time.timers()).isZero();
  }

  @Test
  void aTimerRingsAtItsTimeAndNotANanosecondBefore() {
    schedule(1, "timer");
    time.advance(Duration.ofSeconds(1).minusNanos(1));
    assertThat(ran).isEmpty();
    assertThat(time.timers()).isEqualTo(1);

    time.advance(Duration.ofNanos(1));
    assertThat(ran).containsExactly("timer @1");
  }

  @Test
  void runRunsWhatIsDueNowAndLetsNoTimePass() {
    time.executor().execute(() -> ran.add("task"));
    schedule(0, "due");
    schedule(1, "not due");
    time.run();

    assertThat(ran).containsExactly("task", "due @0");
    assertThat(time.nanoTime()).isZero();
  }

  @Test
  void whatComesOfATimerRunsWithinTheSameAdvance() {
    time.schedule(Duration.ofSeconds(1), () -> {
      time.executor().execute(() -> ran.add("task @" + seconds()));
      schedule(1, "chained");
      schedule(5, "beyond");
    });
    time.advance(Duration.ofSeconds(3));

    assertThat(ran).containsExactly("task @1", "chained @2");
    assertThat(seconds()).isEqualTo(3);
    assertThat(time.timers()).isEqualTo(1);
  }

  @Test
  void tasksRunInOrderAndBeforeTimersAreLookedAt() {
    schedule(0, "timer");
    time.executor().execute(() -> {
      ran.add("first");
      time.executor().execute(() -> ran.add("third"));
    });
    time.executor().execute(() -> ran.add("second"));
    assertThat(ran).isEmpty();
    time.run();

    assertThat(ran).containsExactly("first", "second", "third", "timer @0");
  }

  @Test
  void aCancelledTimerNeverRings() {
    Scheduler.Task task = time.schedule(Duration.ofSeconds(1), () -> ran.add("never"));
    time.schedule(Duration.ofSeconds(1), () -> ran.add("other"));
    task.cancel();
    task.cancel();
    assertThat(time.timers()).isEqualTo(1);
    time.advance(Duration.ofSeconds(2));
    task.cancel();

    assertThat(ran).containsExactly("other");
  }

  @Test
  void aTimerMayCancelTheNextOneOfItsTime() {
    List<Scheduler.Task> next = new ArrayList<>();
    time.schedule(Duration.ofSeconds(1), () -> next.get(0).cancel());
    next.add(time.schedule(Duration.ofSeconds(1), () -> ran.add("never")));
    time.advance(Duration.ofSeconds(1));

    assertThat(ran).isEmpty();
  }

  @Test
  void timeMayPassInsideATask() {
    schedule(1, "inner");
    time.executor().execute(() -> {
      time.advance(Duration.ofSeconds(2));
      ran.add("task @" + seconds());
    });
    time.run();

    assertThat(ran).containsExactly("inner @1", "task @2");
    assertThat(seconds()).isEqualTo(2);
  }

  @Test
  void aTimerOfAnAgeFromNowIsTaken() {
    time.advance(Duration.ofSeconds(1));
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
    time.advance(Duration.ofDays(100_000));

    assertThat(ran).isEmpty();
    assertThat(time.timers()).isEqualTo(1);
  }

  @Test
  void timeNeverGoesBack() {
    assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatATaskThrowsComesOutAndLeavesTheRestForLater() {
    time.executor().execute(() -> {
      throw new IllegalStateException("task");
    });
    schedule(1, "timer");
    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ran).isEmpty();

    time.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("timer @1");
  }

  private void schedule(int seconds, String name) {
    time.schedule(Duration.ofSeconds(seconds), () -> ran.add(name + " @" + seconds()));
  }

  private long seconds() {
    return Duration.ofNanos(time.nanoTime()).toSeconds();
  }
}
