package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connect and idle clocks of one attempt. A sign of life writes one field; the timer that is set
 * looks at it when it rings and sets itself again for what is left, so that frames cost no timers.
 *
 * <p>Silence is not held against the peer while our own thread is inside a callback: it could not
 * have read a frame then. Silence counts from the moment it came back.
 *
 * <p>Thread-safe: the signs of life are written by the transport's thread and read by the timer's;
 * {@code timer} and {@code stopped} are guarded by this object's monitor.
 */
final class Watchdog {
  private final Scheduler scheduler;
  private final Timeouts timeouts;
  private final Consumer<Expired> onExpired;
  private final AtomicLong lastLife = new AtomicLong();
  private final AtomicBoolean insideCallback = new AtomicBoolean();
  private volatile boolean lives;
  private Scheduler.@Nullable Task timer;
  private boolean stopped;

  /** Which clock ran out. */
  enum Expired {
    CONNECT,
    IDLE
  }

  Watchdog(Scheduler scheduler, Timeouts timeouts, Consumer<Expired> onExpired) {
    this.scheduler = scheduler;
    this.timeouts = timeouts;
    this.onExpired = onExpired;
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
      ring(timeouts.idle());
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
    synchronized (this) {
      stopped = true;
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  private void ring(Duration delay) {
    synchronized (this) {
      if (!stopped) {
        if (timer != null) {
          timer.cancel();
        }
        timer = scheduler.schedule(delay, this::look);
      }
    }
  }

  private void look() {
    Duration limit = lives ? timeouts.idle() : timeouts.connect();
    Duration silence = insideCallback.get()
        ? Duration.ZERO
        : Duration.ofNanos(scheduler.nanoTime() - lastLife.get());
    if (silence.compareTo(limit) < 0) {
      ring(limit.minus(silence));
    } else {
      onExpired.accept(lives ? Expired.IDLE : Expired.CONNECT);
    }
  }
}
