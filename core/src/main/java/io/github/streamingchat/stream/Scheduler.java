package io.github.streamingchat.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from: the time of day, the time that passes, and a call after a while. Tests give
 * one whose time passes when they say so.
 *
 * <p>Implementations are thread-safe.
 */
public interface Scheduler {
  /** A call that is still to come. */
  @FunctionalInterface
  interface Task {
    /** Takes the call back, if it has not begun. Idempotent. */
    void cancel();
  }

  /**
   * Gives the time of day.
   *
   * @return the time by this scheduler's clock
   */
  Instant now();

  /**
   * Gives the time that passes, for measuring; it never goes back.
   *
   * @return nanoseconds from an arbitrary origin
   */
  long nanoTime();

  /**
   * Runs a task after a while.
   *
   * @param delay how long to wait; zero or less means soon
   * @param task what to run; short, and without blocking
   * @return the handle to take it back
   */
  Task schedule(Duration delay, Runnable task);

  /**
   * Gives the system's time. Its tasks run on a few daemon threads of its own, so that neither one
   * that takes long nor a blocked executor holds up the others.
   *
   * @return always the same scheduler
   */
  static Scheduler system() {
    return SystemScheduler.INSTANCE;
  }
}
