package io.github.streamingchat.source;

import io.github.streamingchat.internal.delivery.SharedPool;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where sources run unless the application says otherwise. Each has a thread while it runs, because
 * it may block; nothing waits for a thread, because that would be to wait for another answer's end.
 */
final class SourceThreads {
  private static final long IDLE_SECONDS = 10;

  private static final Executor POOL = new ThreadPoolExecutor(
      0,
      Answers.DEFAULT_MAX_THREADS,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      SharedPool.daemons("streaming-chat-source-"));

  private SourceThreads() {}

  /** An executor that rejects when all its threads are taken. */
  static Executor pool() {
    return POOL;
  }
}
