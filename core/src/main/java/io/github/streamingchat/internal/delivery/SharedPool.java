package io.github.streamingchat.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * The default executor of the whole library: a few daemon threads, made when there is work and gone
 * when there is none, so that a program that only finished its main method still ends.
 */
public final class SharedPool {
  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
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
    return daemons(prefix, Thread::new);
  }

  private static ThreadFactory daemons(
      String prefix, BiFunction<Runnable, String, Thread> newThread) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = newThread.apply(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static final class Worker extends Thread {
    Worker(Runnable task, String name) {
      super(task, name);
    }
  }

  private static final class Holder {
    static final Executor POOL = start();

    private static Executor start() {
      ThreadPoolExecutor pool = new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          daemons("streaming-chat-", Worker::new));
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }
}
