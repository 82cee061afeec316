package io.github.streamingchat;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that is told what happened, to all messages or to one, since its start. */
abstract class NotingSubscriber extends Subscriber implements ConversationSubscription {
  final ChangeListener listener;
  private final @Nullable MessageId only;
  private final Snapshot start;

  /** Called under the monitor. */
  NotingSubscriber(
      Ledger ledger,
      @Nullable MessageId only,
      ChangeListener listener,
      Executor executor,
      Consumer<? super Throwable> report) {
    super(ledger, executor, report);
    this.only = only;
    this.listener = listener;
    this.start = ledger.snapshot();
  }

  @Override
  public final Snapshot start() {
    return start;
  }

  @Override
  final boolean wantsAll() {
    return only == null;
  }

  @Override
  final boolean wants(MessageId id) {
    return only == null || only.equals(id);
  }
}
