package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.SharedPool;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How a listener is told of what happened while it was still busy with what happened before, and where.
 * In neither way does it hold up the stream or another listener.
 *
 * <pre>{@code
 * conversation.subscribe(journal, Delivery.every().on(journalThread));
 * }</pre>
 *
 * <p>A reader that only needs to know how things stand now, and not what happened in between, watches
 * instead of listening: {@link Conversation#watch} and {@code Answer.watch}.
 *
 * <p>Immutable and thread-safe, as far as the executor is.
 */
public sealed interface Delivery {
  /** 4096 calls may wait, which take some two megabytes: half a minute behind a fast model. */
  int DEFAULT_LIMIT = 4096;

  /**
   * Joins what waits into one call, on the library's own small pool: the usual way. What it holds for
   * a slow listener does not grow with the number of pieces.
   *
   * @return the delivery
   */
  static Delivery coalesced() {
    return new Coalesced(SharedPool.callbacks());
  }

  /**
   * Makes a call for each change, on the library's own small pool, and lets {@link #DEFAULT_LIMIT}
   * of them wait.
   *
   * @return the delivery
   */
  static Delivery every() {
    return every(DEFAULT_LIMIT);
  }

  /**
   * Makes a call for each change, on the library's own small pool. When more of them wait than the
   * limit allows, that one subscription ends: the listener is told what waits, and then of the end.
   *
   * @param limit how many calls may wait, at least 1
   * @return the delivery
   * @throws IllegalArgumentException if the limit is below 1
   */
  static Delivery every(int limit) {
    return new Every(SharedPool.callbacks(), limit);
  }

  /**
   * Gives the same delivery on another executor.
   *
   * @param executor where to tell; with a direct executor ({@code Runnable::run}) the listener runs
   *     on the thread that made the change, often a network thread, and must not block
   * @return the delivery
   */
  Delivery on(Executor executor);

  /**
   * Tells where the listener is called.
   *
   * @return the executor
   */
  Executor executor();

  /**
   * Joins what waits into one call.
   *
   * @param executor where to tell
   */
  record Coalesced(Executor executor) implements Delivery {
    /**
     * Checks the executor.
     *
     * @param executor where to tell
     */
    public Coalesced {
      Objects.requireNonNull(executor, "executor");
    }

    @Override
    public Coalesced on(Executor other) {
      return new Coalesced(other);
    }
  }

  /**
   * Makes a call for each change.
   *
   * @param executor where to tell
   * @param limit how many calls may wait, at least 1
   */
  record Every(Executor executor, int limit) implements Delivery {
    /**
     * Checks the values.
     *
     * @param executor where to tell
     * @param limit how many calls may wait
     * @throws IllegalArgumentException if the limit is below 1
     */
    public Every {
      Objects.requireNonNull(executor, "executor");
      if (limit < 1) {
        throw new IllegalArgumentException(
            "Delivery.every needs a limit of at least 1, but it is " + limit);
      }
    }

    @Override
    public Every on(Executor other) {
      return new Every(other, limit);
    }
  }
}
