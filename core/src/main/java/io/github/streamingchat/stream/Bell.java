package io.github.streamingchat.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A reader that waits on a thread of its own. It listens before it looks, so that what comes after its
 * look ends its wait. A future does the waiting: it parks a virtual thread without its carrier, and has
 * a fork-join pool make up for the worker that waits.
 */
final class Bell extends Reader {
  private volatile @Nullable CompletableFuture<Void> heard;

  Bell(AnswerRun run) {
    super(run);
  }

  /** Text that a loop has got cannot be taken back. */
  @Override
  boolean canUnsay() {
    return false;
  }

  /** Gives what {@link #await} takes; from now on, nothing new goes unheard. */
  CompletableFuture<Void> listen() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    heard = next;
    if (isClosed()) {
      next.complete(null);
    }
    return next;
  }

  void await(CompletableFuture<Void> ring) {
    try {
      ring.get();
    } catch (InterruptedException interrupted) {
      throw WaitInterruptedException.of(interrupted);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  void signal() {
    CompletableFuture<Void> waiting = heard;
    if (waiting != null) {
      waiting.complete(null);
    }
  }

  @Override
  public void close() {
    super.close();
    signal();
  }
}
