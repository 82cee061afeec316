package io.github.streamingchat.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The default executors of the whole library: one for the callbacks of the application, one for the
 * starts of attempts and for outcomes, so that callbacks which block keep no answer from starting or
 * ending. Their threads are daemons, made when there is work and gone when there is none, so that a
 * program that only finished its main method still ends. A callback that waits for an answer there is
 * made up for by another thread.
 */
public final class SharedPool {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final int CALLBACK_THREADS = Math.max(8, 4 * PROCESSORS);
  private static final int ATTEMPT_THREADS = Math.max(4, 2 * PROCESSORS);
  private static final int MOST_THREADS = 256;

  /** How long a thread waits for a callback: to make one for each piece would cost more than it says. */
  private static final long CALLBACK_IDLE_MILLIS = 10_000;

  /**
   * How long a thread waits for an attempt. A thousand answers may be asked for at once and then
   * stream for minutes, with no more to do here; and where a twentieth of a second goes by without an
   * attempt, a thread can be made for the next.
   */
  private static final long ATTEMPT_IDLE_MILLIS = 50;

  private SharedPool() {}

  /**
   * Gives the pool of the callbacks.
   *
   * @return an executor that never rejects
   */
  public static Executor callbacks() {
    return Callbacks.POOL;
  }

  /**
   * Gives the pool of the attempts and outcomes.
   *
   * @return an executor that never rejects
   */
  public static Executor attempts() {
    return Attempts.POOL;
  }

  /**
   * Tells whether the caller runs on one of the pools, where to wait for a pool's work may be to wait
   * for oneself.
   *
   * @return true on the pools' threads
   */
  public static boolean isCurrentThread() {
    return Thread.currentThread() instanceof Worker;
  }

  /**
   * Makes daemon threads with a telling name.
   *
   * @param prefix the name before the number
   * @return a factory
   */
  public static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ForkJoinPool pool(int threads, long idleMillis) {
    return new ForkJoinPool(
        threads,
        Worker::new,
        null,
        true, // first come, first served
        0,
        MOST_THREADS,
        1,
        full -> true, // then nobody is made up for, but nothing is refused
        idleMillis,
        TimeUnit.MILLISECONDS);
  }

  private static final class Callbacks {
    static final ForkJoinPool POOL = pool(CALLBACK_THREADS, CALLBACK_IDLE_MILLIS);
  }

  private static final class Attempts {
    static final ForkJoinPool POOL = pool(ATTEMPT_THREADS, ATTEMPT_IDLE_MILLIS);
  }

  /** A worker with a name, so that a thread dump tells whose it is. */
  private static final class Worker extends ForkJoinWorkerThread {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    Worker(ForkJoinPool pool) {
      super(pool);
      setName("streaming-chat-" + NUMBER.incrementAndGet());
    }
  }
}
