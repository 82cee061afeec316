package io.github.streamingchat.internal.delivery;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs one drain task whenever it was signalled, never twice at once.
 *
 * <p>The problem: many threads find that there is something to deliver; the application must be
 * called by one thread at a time and must not miss the last signal. The answer is a count of signals
 * not yet served. It is 0 while idle; the signal that raises it from 0 hands the task to the
 * executor; the task drains until it has served every signal it saw, and hands itself over again if
 * more came. The count's atomic updates order what one drain wrote before what the next one reads.
 */
public final class DrainLoop {
  private static final int ROUNDS_PER_TURN = 64;

  private final Executor executor;
  private final Runnable drain;
  private final Consumer<? super Throwable> report;
  private final AtomicInteger unserved = new AtomicInteger();

  /**
   * Makes an idle loop.
   *
   * @param executor where the drain runs
   * @param drain takes what is pending and calls the application; may throw
   * @param report told what the drain or the executor threw
   */
  public DrainLoop(Executor executor, Runnable drain, Consumer<? super Throwable> report) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.drain = Objects.requireNonNull(drain, "drain");
    this.report = Objects.requireNonNull(report, "report");
  }

  /** Says that there is something to deliver. Called without any lock, by any thread. */
  public void signal() {
    if (unserved.getAndIncrement() == 0) {
      hand();
    }
  }

  /**
   * Has a task done by the caller as if it were a drain, if there is nothing to drain and nobody does.
   *
   * @param task what to do; may throw
   * @return whether it was done
   */
  boolean runIfIdle(Runnable task) {
    if (!unserved.compareAndSet(0, 1)) {
      return false;
    }
    try {
      task.run();
    } catch (Throwable thrown) { // also what other languages throw undeclared
      report(thrown);
    }
    if (unserved.decrementAndGet() > 0) {
      hand();
    }
    return true;
  }

  /** Hands the drain over until nothing is left, or until it runs on another thread. */
  private void hand() {
    while (new Turn().runsOnCaller() && drainForAWhile()) {
      // a direct executor: go on here, not one stack frame deeper
    }
  }

  /** Returns whether signals are left when others should have their turn. */
  private boolean drainForAWhile() {
    int seen = unserved.get();
    for (int round = 0; round < ROUNDS_PER_TURN; round++) {
      try {
        drain.run();
      } catch (Throwable thrown) {
        report(thrown);
      }
      seen = unserved.addAndGet(-seen);
      if (seen == 0) {
        return false;
      }
    }
    return true;
  }

  /** One task for the executor. Finds out whether the executor runs it inside {@code execute}. */
  private final class Turn implements Runnable {
    private final Thread caller = Thread.currentThread();

    /** Touched by the caller's thread only. */
    private boolean submitting = true;

    /** Touched by the caller's thread only. */
    private boolean onCaller;

    boolean runsOnCaller() {
      try {
        executor.execute(this);
      } catch (RuntimeException | Error rejected) { // a pool without threads left throws an Error
        unserved.set(0);
        report(rejected);
      }
      submitting = false;
      return onCaller;
    }

    @Override
    public void run() {
      if (Thread.currentThread().equals(caller) && submitting) {
        onCaller = true;
      } else if (drainForAWhile()) {
        hand();
      }
    }
  }

  private void report(Throwable thrown) {
    CallbackErrors.report(report, thrown);
  }
}
