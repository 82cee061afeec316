package io.github.streamingchat.journal;

import io.github.streamingchat.internal.delivery.SharedPool;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which journals wait for their disks: a few for all of them, apart from those of the
 * callbacks, so that a disk that hangs holds up nothing but journals. They are daemons, and gone when
 * there is nothing to write.
 */
final class JournalThreads {
  private static final int THREADS = 4;
  private static final long IDLE_SECONDS = 10;

  private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
      THREADS,
      THREADS,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(),
      SharedPool.daemons("streaming-chat-journal-"));

  static {
    POOL.allowCoreThreadTimeOut(true);
  }

  private JournalThreads() {}

  static Executor shared() {
    return POOL;
  }
}
