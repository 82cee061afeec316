package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.BoundedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that is told each step for itself. A step that waits is a few fields and the snapshot
 * it led to, which shares its text with its neighbours: nothing is copied for it. One that has too
 * many waiting takes no more, is told what waits, and ends.
 */
final class EverySubscriber extends NotingSubscriber {
  private final BoundedQueue<Step> steps;

  /** The notes of the step that is under way. */
  private @Nullable PendingChange underWay;

  /** Written under the monitor; read without it only to see whether there is something to tell. */
  private volatile boolean hasNews;

  private record Step(PendingChange notes, Snapshot snapshot) {}

  EverySubscriber(
      Ledger ledger,
      @Nullable MessageId only,
      ChangeListener listener,
      Delivery.Every delivery,
      Consumer<? super Throwable> report) {
    super(ledger, only, listener, delivery.executor(), report);
    this.steps = new BoundedQueue<>(delivery.limit());
  }

  @Override
  @Nullable
  PendingChange notesSince(long version) {
    if (underWay == null) {
      hasNews = true;
      underWay = steps.hasRoom() ? new PendingChange(version) : null;
    }
    return underWay;
  }

  @Override
  void published(Snapshot now) {
    PendingChange notes = underWay;
    if (notes != null) {
      steps.add(new Step(notes, now));
      underWay = null;
    }
  }

  @Override
  void signal() {
    if (hasNews && !isClosed()) {
      loop.signal();
    }
  }

  @Override
  void drain() {
    Step step;
    boolean isLast;
    synchronized (ledger) {
      step = steps.poll();
      isLast = step == null && steps.isOverflowed();
      hasNews = !steps.isEmpty() || (steps.isOverflowed() && !isLast);
    }
    signal(); // the next step has its own round, whatever the listener throws in this one
    if (isClosed()) {
      return;
    }
    if (isLast) {
      close();
      listener.onOverflow(steps.exceeded());
    } else if (step != null) {
      listener.onChange(step.notes().build(step.snapshot()));
    }
  }
}
