package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
  private static final long PATIENCE_SECONDS = 50;

  private final Scheduler scheduler = Scheduler.system();

  @Test
  void aTaskThatBlocksHoldsUpNoOther() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(1);
    scheduler.schedule(Duration.ZERO, () -> {
      try {
        if (second.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          first.countDown();
        }
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    });
    scheduler.schedule(Duration.ofMillis(1), second::countDown);

    assertThat(first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tasksRunOnDaemonThreadsSoThatAProgramEnds() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    scheduler.schedule(Duration.ZERO, () -> threads.add(Thread.currentThread()));

    Thread thread = threads.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).startsWith("streaming-chat-");
  }

  @Test
  void aTaskTakenBackNeverRuns() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    CountDownLatch later = new CountDownLatch(1);
    Scheduler.Task task = scheduler.schedule(Duration.ofMillis(20), () -> ran.set(true));
    task.cancel();
    task.cancel();
    scheduler.schedule(Duration.ofMillis(40), later::countDown);

    assertThat(later.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isFalse();
  }

  @Test
  void aTimerOfAnAgeFromNowIsTaken() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    CountDownLatch later = new CountDownLatch(1);
    Scheduler.Task task =
        scheduler.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.set(true));
    scheduler.schedule(Duration.ofMillis(1), later::countDown);

    assertThat(later.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isFalse();
    task.cancel();
  }
}
