package io.github.streamingchat.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The default executor of the whole library: a few daemon threads, made when there is work and gone
 * when there is none, so that a program that only finished its main method still ends. A callback that
 * waits for an answer here is made up for by another thread, so that the answer can come.
 */
public final class SharedPool {
  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final int MOST_THREADS = 256;
  private static final long IDLE_SECONDS = 10;

  private SharedPool() {}

  /**
   * Gives the pool.
   *
   * @return an executor that never rejects
   */
  public static Executor executor() {
    return Holder.POOL;
  }

  /**
   * Tells whether the caller runs on the pool, where to wait for the pool's work may be to wait for
   * oneself.
   *
   * @return true on the pool's threads
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

  private static final class Holder {
    static final ForkJoinPool POOL = new ForkJoinPool(
        THREADS,
        pool -> new Worker(pool),
        null,
        true, // first come, first served
        0,
        MOST_THREADS,
        1,
        null,
        IDLE_SECONDS,
        TimeUnit.SECONDS);
  }

  /** Daemons, as all workers of such a pool are; named, so that a thread dump tells whose they are. */
  private static final class Worker extends ForkJoinWorkerThread {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    Worker(ForkJoinPool pool) {
      super(pool);
      setName("streaming-chat-" + NUMBER.incrementAndGet());
    }
  }
}
