package io.github.streamingchat.stream;

import io.github.streamingchat.internal.delivery.SharedPool;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The real time. Its one thread comes with the first timer, only starts other things itself, and goes
 * when there are no timers left.
 */
final class SystemScheduler implements Scheduler {
  static final SystemScheduler INSTANCE = new SystemScheduler();

  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timers;

  private SystemScheduler() {
    timers = new ScheduledThreadPoolExecutor(1, SharedPool.daemons("streaming-chat-timer-"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Task schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future = timers.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static long nanos(Duration delay) {
    return TimeUnit.NANOSECONDS.convert(delay);
  }
}
