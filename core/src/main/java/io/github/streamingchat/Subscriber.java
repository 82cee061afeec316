package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.DrainLoop;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a conversation, and its way to be told.
 *
 * <p>The ledger tells it of each step under its monitor, by {@link #notesSince} and {@link
 * #published}; what a subscriber keeps for that is guarded by the monitor. {@link #signal} is called
 * after the monitor was left, and {@link #drain} by one thread at a time.
 */
abstract class Subscriber implements Subscription {
  final Ledger ledger;
  final DrainLoop loop;
  private volatile boolean closed;

  Subscriber(Ledger ledger, Executor executor, Consumer<? super Throwable> report) {
    this.ledger = ledger;
    this.loop = new DrainLoop(executor, this::drain, report);
  }

  /** Whether this reader takes notes of what happens to a message. */
  boolean wants(MessageId id) {
    return false;
  }

  /** Whether this reader takes notes of what happens to any message, and to the answers that wait. */
  boolean wantsAll() {
    return false;
  }

  /**
   * What to note a step in that leads from {@code version} on; null if this reader takes no notes.
   * Called under the monitor, perhaps more than once in a step.
   */
  @Nullable
  PendingChange notesSince(long version) {
    return null;
  }

  /** The step that was noted has led to this. Called under the monitor. */
  void published(Snapshot now) {}

  /** Wakes the loop if there is something to tell. Called without the monitor. */
  abstract void signal();

  /** Tells something; what it throws is reported. */
  abstract void drain();

  final boolean isClosed() {
    return closed;
  }

  @Override
  public final void close() {
    closed = true;
    ledger.unsubscribe(this);
  }
}
