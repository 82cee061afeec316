package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.Delivery;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a conversation: what it has yet to be told, and its way to be told.
 *
 * <p>{@code pending} is written under the conversation's lock; the volatile read in {@link #signal}
 * only decides whether to wake the delivery, which takes the lock to look again.
 */
final class Subscriber implements ConversationSubscription {
  private final Object lock;
  private final @Nullable MessageId only;
  private final ChangeListener listener;
  private final Delivery delivery;
  private final Consumer<Subscriber> onClose;
  private final Supplier<Snapshot> current;
  private final Snapshot start;
  private volatile @Nullable PendingChange pending;
  private volatile boolean closed;

  Subscriber(
      Object lock,
      Supplier<Snapshot> current,
      @Nullable MessageId only,
      ChangeListener listener,
      Executor executor,
      Consumer<? super Throwable> report,
      Consumer<Subscriber> onClose) {
    this.lock = lock;
    this.current = current;
    this.only = only;
    this.listener = listener;
    this.delivery = new Delivery(executor, this::drain, report);
    this.onClose = onClose;
    this.start = current.get();
  }

  @Override
  public Snapshot start() {
    return start;
  }

  boolean wants(MessageId id) {
    return only == null || only.equals(id);
  }

  /** What to note a step in that leads from {@code version} on. Called under the lock. */
  PendingChange pendingSince(long version) {
    PendingChange notes = pending;
    if (notes == null) {
      notes = new PendingChange(version);
      pending = notes;
    }
    return notes;
  }

  /** Called without the lock. */
  void signal() {
    if (pending != null && !closed) {
      delivery.signal();
    }
  }

  private void drain() {
    PendingChange notes;
    Snapshot snapshot;
    synchronized (lock) {
      notes = pending;
      pending = null;
      snapshot = current.get();
    }
    if (notes != null && !closed) {
      listener.onChange(notes.build(snapshot));
    }
  }

  @Override
  public void close() {
    closed = true;
    onClose.accept(this);
  }
}
