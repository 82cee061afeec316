package io.github.streamingchat.websocket;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection by its {@link Heartbeat}: one timer, which looks when the last sign of life
 * was.
 *
 * <p>Thread-safe: the last sign of life and the time of the ping are volatile, the latter written by the
 * timer alone; the timer is an atomic reference, whose last value says that it was stopped.
 */
final class Pulse {
  private static final Scheduler.Task STOPPED = () -> {};

  private final Heartbeat heartbeat;
  private final Scheduler scheduler;
  private final Runnable ping;
  private final Runnable onSilence;
  private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();
  private volatile long lastHeard;
  private volatile long pinged;
  private volatile boolean waitsForPong;

  /**
   * Makes a watch that has not begun.
   *
   * @param ping sends a ping
   * @param onSilence told once that nothing came
   */
  Pulse(Heartbeat heartbeat, Scheduler scheduler, Runnable ping, Runnable onSilence) {
    this.heartbeat = heartbeat;
    this.scheduler = scheduler;
    this.ping = ping;
    this.onSilence = onSilence;
    this.lastHeard = scheduler.nanoTime();
  }

  void start() {
    heard();
    lookAfter(heartbeat.interval().toNanos());
  }

  /** Something came. */
  void heard() {
    lastHeard = scheduler.nanoTime();
  }

  @SuppressWarnings("ReferenceEquality") // STOPPED is a mark, known by its identity
  private void lookAfter(long nanos) {
    Scheduler.Task next = scheduler.schedule(Duration.ofNanos(nanos), this::look);
    Scheduler.Task last = timer.getAndUpdate(now -> now == STOPPED ? STOPPED : next);
    if (last == STOPPED) {
      next.cancel();
    }
  }

  @SuppressWarnings("ReferenceEquality") // as in lookAfter
  private void look() {
    if (timer.get() == STOPPED) {
      return;
    }
    long now = scheduler.nanoTime();
    if (waitsForPong && lastHeard - pinged < 0) {
      onSilence.run();
      return;
    }
    waitsForPong = false;
    long left = heartbeat.interval().toNanos() - (now - lastHeard);
    if (left > 0) {
      lookAfter(left);
      return;
    }
    pinged = now;
    waitsForPong = true;
    lookAfter(heartbeat.patience().toNanos());
    ping.run();
  }

  void stop() {
    Scheduler.Task last = timer.getAndSet(STOPPED);
    if (last != null) {
      last.cancel();
    }
  }
}
