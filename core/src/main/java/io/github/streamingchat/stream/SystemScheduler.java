package io.github.streamingchat.stream;

import io.github.streamingchat.internal.delivery.SharedPool;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The real time. One thread watches the timers and hands each that rings to one of a few others:
 * callbacks of the application may follow, and must hold up neither the other timers nor wait for an
 * executor whose threads may all be blocked in what the timer is there to end. Threads come when
 * there is work and go when there is none.
 */
final class SystemScheduler implements Scheduler {
  static final SystemScheduler INSTANCE = new SystemScheduler();

  private static final long IDLE_SECONDS = 10;
  private static final int RINGING_THREADS = 4;

  private final ScheduledThreadPoolExecutor timers;
  private final ThreadPoolExecutor ringing = new ThreadPoolExecutor(
      RINGING_THREADS,
      RINGING_THREADS,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(),
      SharedPool.daemons("streaming-chat-clock-"));

  private SystemScheduler() {
    timers = new ScheduledThreadPoolExecutor(1, SharedPool.daemons("streaming-chat-timer-"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
    ringing.allowCoreThreadTimeOut(true);
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
    ScheduledFuture<?> future =
        timers.schedule(() -> ring(task), nanos(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void ring(Runnable task) {
    try {
      ringing.execute(task);
    } catch (Error noThreadLeft) {
      task.run();
    }
  }

  private static long nanos(Duration delay) {
    return TimeUnit.NANOSECONDS.convert(delay);
  }
}
