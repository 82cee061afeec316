package io.github.streamingchat.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainLoopTest {
  private final List<Throwable> reported = new ArrayList<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final AtomicInteger drains = new AtomicInteger();

  private void runQueue() {
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }

  @Test
  void nothingRunsBeforeTheExecutorRunsIt() {
    DrainLoop loop = new DrainLoop(queue::add, drains::incrementAndGet, reported::add);

    loop.signal();
    assertThat(drains).hasValue(0);
    runQueue();
    assertThat(drains).hasValue(1);
  }

  @Test
  void signalsOfAnIdleTimeAreServedByOneDrain() {
    DrainLoop loop = new DrainLoop(queue::add, drains::incrementAndGet, reported::add);

    loop.signal();
    loop.signal();
    loop.signal();
    assertThat(queue).hasSize(1);
    runQueue();
    assertThat(drains).hasValue(1);
  }

  @Test
  void aSignalFromInsideTheDrainIsServedByAnotherDrain() {
    AtomicReference<DrainLoop> self = new AtomicReference<>();
    DrainLoop loop = new DrainLoop(
        queue::add,
        () -> {
          if (drains.incrementAndGet() < 3) {
            self.get().signal();
          }
        },
        reported::add);
    self.set(loop);

    loop.signal();
    runQueue();
    assertThat(drains).hasValue(3);
  }

  @Test
  void aDrainThatSignalsItselfForEverGivesOthersTheirTurn() {
    AtomicReference<DrainLoop> self = new AtomicReference<>();
    DrainLoop loop = new DrainLoop(
        queue::add,
        () -> {
          drains.incrementAndGet();
          self.get().signal();
        },
        reported::add);
    self.set(loop);

    loop.signal();
    queue.remove().run();
    int firstTurn = drains.get();
    assertThat(firstTurn).isBetween(1, 1000);
    assertThat(queue).as("handed over again").hasSize(1);
    queue.remove().run();
    assertThat(drains).hasValue(2 * firstTurn);
  }

  @Test
  void aDirectExecutorTakesAMillionReentrantSignalsOnAFlatStack() {
    AtomicReference<DrainLoop> self = new AtomicReference<>();
    AtomicInteger deepest = new AtomicInteger();
    DrainLoop loop = new DrainLoop(
        Runnable::run,
        () -> {
          if (drains.incrementAndGet() % 10_000 == 1) {
            deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
          }
          if (drains.get() < 1_000_000) {
            self.get().signal();
          }
        },
        reported::add);
    self.set(loop);
    int here = new Throwable().getStackTrace().length;

    loop.signal();
    assertThat(drains).hasValue(1_000_000);
    assertThat(deepest.get() - here).isLessThan(20);
  }

  @Test
  void aThrowingDrainIsReportedAndTheNextSignalIsServed() {
    IllegalStateException thrown = new IllegalStateException("the listener's own");
    AssertionError error = new AssertionError("an error is no other");
    DrainLoop loop = new DrainLoop(
        Runnable::run,
        () -> {
          if (drains.incrementAndGet() == 1) {
            throw thrown;
          } else if (drains.get() == 2) {
            throw error;
          }
        },
        reported::add);

    loop.signal();
    loop.signal();
    loop.signal();
    assertThat(reported).containsExactly(thrown, error);
    assertThat(drains).hasValue(3);
  }

  @Test
  void aThrowingReportHarmsNobody() {
    DrainLoop loop = new DrainLoop(
        Runnable::run,
        () -> {
          drains.incrementAndGet();
          throw new IllegalStateException("the listener's own");
        },
        thrown -> {
          throw new IllegalStateException("the hook's own");
        });

    loop.signal();
    loop.signal();
    assertThat(drains).hasValue(2);
  }

  @Test
  void anExecutorThatRejectsIsReportedAndTriedAgainAtTheNextSignal() {
    AtomicBoolean closed = new AtomicBoolean(true);
    RejectedExecutionException rejected = new RejectedExecutionException("shut down");
    DrainLoop loop = new DrainLoop(
        task -> {
          if (closed.get()) {
            throw rejected;
          }
          task.run();
        },
        drains::incrementAndGet,
        reported::add);

    loop.signal();
    loop.signal();
    assertThat(reported).containsExactly(rejected, rejected);
    assertThat(drains).hasValue(0);
    closed.set(false);
    loop.signal();
    assertThat(drains).hasValue(1);
  }

  /** As a pool does that cannot make a thread, though it throws an OutOfMemoryError. */
  @Test
  void anExecutorThatFailsWithAnErrorIsReportedAndTriedAgainAtTheNextSignal() {
    AtomicBoolean full = new AtomicBoolean(true);
    Error noThread = new InternalError("unable to create native thread");
    DrainLoop loop = new DrainLoop(
        task -> {
          if (full.get()) {
            throw noThread;
          }
          task.run();
        },
        drains::incrementAndGet,
        reported::add);

    loop.signal();
    assertThat(reported).containsExactly(noThread);
    full.set(false);
    loop.signal();
    assertThat(drains).hasValue(1);
  }

  @Test
  void manySignallersNeverMeetInTheDrainAndNoSignalIsLost() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (boolean direct : new boolean[] {false, true}) {
        signalFromManyThreads(pool, direct);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Each signal says that one more is to be seen; the last drain must have seen all of them. */
  private void signalFromManyThreads(ExecutorService pool, boolean direct) throws Exception {
    int signallers = 4;
    int signalsEach = 50_000;
    AtomicLong committed = new AtomicLong();
    AtomicLong seen = new AtomicLong();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger meetings = new AtomicInteger();
    CountDownLatch sawAll = new CountDownLatch(1);
    DrainLoop loop = new DrainLoop(
        direct ? Runnable::run : pool,
        () -> {
          if (inside.incrementAndGet() > 1) {
            meetings.incrementAndGet();
          }
          seen.set(committed.get());
          if (seen.get() == (long) signallers * signalsEach) {
            sawAll.countDown();
          }
          inside.decrementAndGet();
        },
        thrown -> meetings.incrementAndGet());

    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < signallers; i++) {
      Thread thread = new Thread(() -> {
        for (int signal = 0; signal < signalsEach; signal++) {
          committed.incrementAndGet();
          loop.signal();
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(sawAll.await(30, TimeUnit.SECONDS))
        .as("the last signal was served")
        .isTrue();
    assertThat(meetings).hasValue(0);
  }
}
