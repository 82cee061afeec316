package io.github.streamingchat.stream;

import io.github.streamingchat.Part;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;

/**
 * The readers of one answer. The array, and what readers keep of the moves, is guarded by the answer's
 * lock; {@link #signal} is called without it.
 */
final class Readers {
  private static final Reader[] NONE = {};

  private final AnswerRun run;
  private final Object lock;
  private volatile Reader[] all = NONE;

  Readers(AnswerRun run, Object lock) {
    this.run = run;
    this.lock = lock;
  }

  /** The lock under which moves are offered. */
  Object lock() {
    return lock;
  }

  /** Adds a reader, which begins with where the answer stands now. */
  <R extends Reader> R add(R reader) {
    if (!reader.canUnsay()) {
      requireTextStays();
    }
    synchronized (lock) {
      reader.offer(run.state().latest());
      Reader[] more = Arrays.copyOf(all, all.length + 1);
      more[all.length] = reader;
      all = more;
    }
    reader.signal();
    return reader;
  }

  /** Refuses those who cannot take text back an answer that may replace it. */
  void requireTextStays() {
    if (run.replacesText()) {
      throw new IllegalStateException(
          "the text of this answer may be replaced (RetryPolicy.AfterText.REPLACE_TEXT), and this way of"
              + " reading cannot take text back; subscribe with an AnswerListener that overrides"
              + " onTextReplaced, or use watch or messagePublisher");
    }
  }

  void remove(Reader reader) {
    synchronized (lock) {
      all = Arrays.stream(all).filter(one -> !one.equals(reader)).toArray(Reader[]::new);
    }
  }

  /** Closes those that are called back; the others would take that for the end of the answer. */
  void closeListeners() {
    for (Reader reader : all) {
      if (reader instanceof CallingReader) {
        reader.close();
      }
    }
  }

  /** Under the lock. */
  void offer(StateChange change) {
    for (Reader reader : all) {
      reader.offer(change);
    }
  }

  void notice(Part.Data data) {
    synchronized (lock) {
      for (Reader reader : all) {
        reader.offer(data);
      }
    }
  }

  void signal() {
    for (Reader reader : all) {
      reader.signal();
    }
  }

  /** Waits until those that are waited for were told everything, for a while at most. */
  void await(long nanos) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + nanos;
    for (Reader reader : all) {
      if (reader.isAwaited()) {
        reader.awaitFinished(end - System.nanoTime());
      }
    }
  }
}
