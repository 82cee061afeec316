package io.github.streamingchat.stream;

import io.github.streamingchat.Part;
import io.github.streamingchat.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One reader of an answer. The answer tells it of each move under the answer's lock, and wakes it
 * without the lock, on the thread that brought the news; what is new it reads in the store, which is
 * the buffer of every reader.
 */
abstract class Reader implements Subscription {
  final AnswerRun run;
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile boolean closed;

  Reader(AnswerRun run) {
    this.run = run;
  }

  /** Takes a move; the first is where the answer stands already. Called under the answer's lock. */
  void offer(StateChange move) {}

  /** Takes what the peer told for the moment. Called under the answer's lock. */
  void offer(Part.Data notice) {}

  /** There may be something new. Called without the lock, by any thread; must not block. */
  abstract void signal();

  /** Whether it can take back text that it has told, as a policy that replaces text demands. */
  abstract boolean canUnsay();

  /** Whether a thread that joins the answer waits until this reader was told everything. */
  boolean isAwaited() {
    return false;
  }

  final boolean isClosed() {
    return closed;
  }

  /**
   * Waits until this reader has been told everything. Gives up after a while: the outcome is known,
   * and a reader that blocks keeps nobody.
   */
  final void awaitFinished(long nanos) throws InterruptedException, ExecutionException {
    try {
      finished.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException blocked) {
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    run.state().readers().remove(this);
    finished.complete(null);
  }
}
