package io.github.streamingchat.internal.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Makes calls one at a time, in order, each seeing what the one before did, and never under a lock: a
 * call is made at once, or, if one is under way on another thread or further down this one's stack,
 * there and after it.
 *
 * <p>Thread-safe: the queue holds what waits, and the {@link DrainLoop} lets one thread at a time
 * empty it, or make a call past it: only while it is empty, so that what was queued before comes before.
 */
public final class SerialCalls {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final Consumer<? super Throwable> report;
  private final DrainLoop loop;
  private final boolean onCaller;

  /**
   * Makes an idle line.
   *
   * @param report told what a call threw, which takes nothing from the next
   */
  public SerialCalls(Consumer<? super Throwable> report) {
    this(Runnable::run, true, report);
  }

  /**
   * Makes an idle line whose calls are made elsewhere.
   *
   * @param executor where to make them
   * @param report told what a call or the executor threw, which takes nothing from the next
   */
  public SerialCalls(Executor executor, Consumer<? super Throwable> report) {
    this(executor, false, report);
  }

  private SerialCalls(Executor executor, boolean onCaller, Consumer<? super Throwable> report) {
    this.report = report;
    this.onCaller = onCaller;
    this.loop = new DrainLoop(executor, this::drain, report);
  }

  /**
   * Makes a call in its turn. When this returns it has been made, or another thread, or a caller
   * further down the stack, is about to, or the executor has it.
   *
   * @param call what to do
   */
  public void run(Runnable call) {
    boolean hasMade = onCaller && waiting.isEmpty() && loop.runIfIdle(call);
    if (!hasMade) {
      queue(call);
      make();
    }
  }

  /**
   * Puts a call in the line, which the next {@link #make} makes. May be called under a lock.
   *
   * @param call what to do
   */
  public void queue(Runnable call) {
    waiting.add(call);
  }

  /** Makes the calls that are in the line. Called without any lock. */
  public void make() {
    if (!waiting.isEmpty()) {
      loop.signal();
    }
  }

  private void drain() {
    for (Runnable call = waiting.poll(); call != null; call = waiting.poll()) {
      try {
        call.run();
      } catch (Throwable thrown) { // also what other languages throw undeclared
        CallbackErrors.report(report, thrown);
      }
    }
  }
}
