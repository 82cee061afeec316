package io.github.streamingchat.stream;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The readers of one answer. The array and the readers' queues of moves are guarded by the answer's
 * lock; {@link #signal} is called without it.
 */
final class Readers {
  private static final Reader[] NONE = {};

  private final AnswerRun run;
  private final Object lock;
  private final Consumer<? super Throwable> report;
  private volatile Reader[] all = NONE;

  Readers(AnswerRun run, Object lock, Consumer<? super Throwable> report) {
    this.run = run;
    this.lock = lock;
    this.report = report;
  }

  Reader add(AnswerListener listener, Executor executor) {
    Reader reader = new Reader(run, lock, listener, executor, report, this::remove);
    synchronized (lock) {
      reader.offer(run.state().latest());
      Reader[] more = Arrays.copyOf(all, all.length + 1);
      more[all.length] = reader;
      all = more;
    }
    reader.signal();
    return reader;
  }

  private void remove(Reader reader) {
    synchronized (lock) {
      all = Arrays.stream(all).filter(one -> one != reader).toArray(Reader[]::new);
    }
  }

  /** Under the lock. */
  void offer(StateChange change) {
    for (Reader reader : all) {
      reader.offer(change);
    }
  }

  void signal() {
    for (Reader reader : all) {
      reader.signal();
    }
  }
}
