package io.github.streamingchat;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A subscriber that is shown the conversation as it is now. It takes no notes: it looks. */
final class WatchingSubscriber extends Subscriber {
  private static final long NOTHING = -1;

  private final Consumer<? super Snapshot> consumer;

  /** The version that was shown; written by the drain only. */
  private volatile long shown = NOTHING;

  WatchingSubscriber(
      Ledger ledger,
      Consumer<? super Snapshot> consumer,
      Executor executor,
      Consumer<? super Throwable> report) {
    super(ledger, executor, report);
    this.consumer = consumer;
  }

  @Override
  void signal() {
    if (shown != ledger.snapshot().version() && !isClosed()) {
      loop.signal();
    }
  }

  @Override
  void drain() {
    Snapshot now = ledger.snapshot();
    if (shown != now.version() && !isClosed()) {
      shown = now.version();
      consumer.accept(now);
    }
  }
}
