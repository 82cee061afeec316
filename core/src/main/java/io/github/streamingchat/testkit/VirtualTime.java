package io.github.streamingchat.testkit;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until it is told to pass, and an executor that runs its tasks only then.
 * Timers ring in the order of their times, and of their making where those are equal; what runs, runs
 * on the thread that lets time pass, without a lock.
 *
 * <p>Thread-safe: timers may be set and tasks handed over by any thread.
 */
public final class VirtualTime implements Scheduler {
  /** Where virtual time begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long elapsedNanos;
  private long timersMade;

  private record Timer(long due, long number, Runnable task) {}

  /** Makes a time of its own, at {@link #START}. */
  public VirtualTime() {}

  @Override
  public synchronized Instant now() {
    return START.plusNanos(elapsedNanos);
  }

  @Override
  public synchronized long nanoTime() {
    return elapsedNanos;
  }

  @Override
  public synchronized Task schedule(Duration delay, Runnable task) {
    long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
    long due = nanos > Long.MAX_VALUE - elapsedNanos ? Long.MAX_VALUE : elapsedNanos + nanos;
    Timer timer = new Timer(due, timersMade++, task);
    timers.add(timer);
    return () -> cancel(timer);
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  /**
   * Gives an executor whose tasks run, in order, when {@link #run()} or {@link #advance} is called.
   *
   * @return the executor
   */
  public Executor executor() {
    return this::hand;
  }

  private synchronized void hand(Runnable task) {
    tasks.add(task);
  }

  /** Runs the tasks handed over and the timers due now, and those that come of them. */
  public void run() {
    advance(Duration.ZERO);
  }

  /**
   * Lets time pass: runs what is due on the way, each thing at its own time.
   *
   * @param duration how long, zero or more
   * @throws IllegalArgumentException if it is negative: time never goes back
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time cannot pass by " + duration);
    }
    long end = Math.addExact(nanoTime(), duration.toNanos());
    for (Runnable next = nextUntil(end); next != null; next = nextUntil(end)) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable nextUntil(long end) {
    Runnable task = tasks.poll();
    if (task != null) {
      return task;
    }
    Timer timer = timers.peek();
    if (timer == null || timer.due() > end) {
      elapsedNanos = Math.max(elapsedNanos, end);
      return null;
    }
    timers.poll();
    elapsedNanos = Math.max(elapsedNanos, timer.due());
    return timer.task();
  }

  /**
   * Counts the timers that have not rung, to see whether any was left behind.
   *
   * @return how many there are
   */
  public synchronized int timers() {
    return timers.size();
  }
}
