package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connect and idle clocks of one attempt. A sign of life writes one field; the timer that is set
 * looks at it when it rings and sets itself again for what is left, so that frames cost no timers.
 *
 * <p>Silence is not held against the peer while our own thread is inside a callback: it could not
 * have read a frame then. Silence counts from the moment it came back.
 *
 * <p>Thread-safe: the signs of life are written by the transport's thread and read by the timer's.
 * The timer that counts is in one atomic reference, which {@link #stop} closes for good; whoever sets
 * a timer that does not count takes it back. The scheduler, which may be the application's, is called
 * without a lock.
 */
final class Watchdog {
  private static final Scheduler.Task STOPPED = () -> {};

  private final Scheduler scheduler;
  private final Timeouts timeouts;
  private final Consumer<Expired> onExpired;
  private final Consumer<? super Throwable> report;
  private final AtomicLong lastLife = new AtomicLong();
  private final AtomicBoolean insideCallback = new AtomicBoolean();
  private volatile boolean lives;
  private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();

  /** Which clock ran out. */
  enum Expired {
    CONNECT,
    IDLE
  }

  Watchdog(
      Scheduler scheduler,
      Timeouts timeouts,
      Consumer<Expired> onExpired,
      Consumer<? super Throwable> report) {
    this.scheduler = scheduler;
    this.timeouts = timeouts;
    this.onExpired = onExpired;
    this.report = report;
  }

  void start() {
    lastLife.set(scheduler.nanoTime());
    ring(timeouts.connect());
  }

  /** A sign of life of the peer. */
  void life() {
    lastLife.lazySet(scheduler.nanoTime());
    if (!lives) {
      lives = true;
      try {
        ring(timeouts.idle());
      } catch (RuntimeException | Error thrown) { // the scheduler may be the application's
        report.accept(thrown);
      }
    }
  }

  /** An event arrived, which is a sign of life too; what it says may run callbacks. */
  void enterCallback() {
    if (!lives) {
      life();
    }
    insideCallback.lazySet(true);
  }

  void leaveCallback() {
    lastLife.lazySet(scheduler.nanoTime());
    insideCallback.lazySet(false);
  }

  void stop() {
    Scheduler.Task last = timer.getAndSet(STOPPED);
    if (last != null) {
      last.cancel();
    }
  }

  @SuppressWarnings("ReferenceEquality") // STOPPED is a mark, known by its identity
  private void ring(Duration delay) {
    Scheduler.Task next = scheduler.schedule(delay, this::look);
    Scheduler.Task last = timer.getAndUpdate(now -> now == STOPPED ? STOPPED : next);
    if (last == STOPPED) {
      next.cancel();
    } else if (last != null) {
      last.cancel();
    }
  }

  @SuppressWarnings("ReferenceEquality") // as in ring
  private void look() {
    Scheduler.Task rang = timer.get();
    if (rang == STOPPED) {
      return; // it rang while it was taken back
    }
    boolean wasAlive = lives;
    Duration limit = wasAlive ? timeouts.idle() : timeouts.connect();
    Duration silence = insideCallback.get()
        ? Duration.ZERO
        : Duration.ofNanos(scheduler.nanoTime() - lastLife.get());
    if (silence.compareTo(limit) >= 0) {
      onExpired.accept(wasAlive ? Expired.IDLE : Expired.CONNECT);
      return;
    }
    Scheduler.Task next = scheduler.schedule(limit.minus(silence), this::look);
    if (!timer.compareAndSet(rang, next)) {
      next.cancel(); // stopped, or the first sign of life has set the idle clock meanwhile
    } else if (rang != null) {
      rang.cancel(); // mostly the one that rang; or the idle clock, if it was set just before
    }
  }
}
