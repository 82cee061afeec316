package io.github.streamingchat;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that is told all steps that came while it was busy as one. It keeps notes of which
 * messages changed and where their new text begins, and reads the text when it tells it.
 */
final class CoalescingSubscriber extends NotingSubscriber {
  /** Written under the monitor; read without it only to see whether there is something to tell. */
  private volatile @Nullable PendingChange pending;

  CoalescingSubscriber(
      Ledger ledger,
      @Nullable MessageId only,
      ChangeListener listener,
      Executor executor,
      Consumer<? super Throwable> report) {
    super(ledger, only, listener, executor, report);
  }

  @Override
  PendingChange notesSince(long version) {
    PendingChange notes = pending;
    if (notes == null) {
      notes = new PendingChange(version);
      pending = notes;
    }
    return notes;
  }

  @Override
  void signal() {
    if (pending != null && !isClosed()) {
      loop.signal();
    }
  }

  @Override
  void drain() {
    PendingChange notes;
    Snapshot now;
    synchronized (ledger) {
      notes = pending;
      pending = null;
      now = ledger.snapshot();
    }
    if (notes != null && !isClosed()) {
      listener.onChange(notes.build(now));
    }
  }
}
