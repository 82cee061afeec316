package io.github.streamingchat.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The wait before a further attempt. It is over once: by its timer or by the application that does
 * not want to wait ({@link #end}), which goes on with the next attempt, or by the end of the answer
 * ({@link #cancel}), which does not.
 *
 * <p>Thread-safe: what is next and whether the wait is over are one atomic reference. The timer is
 * kept before that reference is looked at, and looked for after it was emptied, so that one of the two
 * sides takes the timer back.
 */
final class Pause {
  private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
  private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();
  private final Runnable onCancel;

  /** What the end of the wait does, and what its cancellation does. */
  Pause(Runnable next, Runnable onCancel) {
    this.next.set(next);
    this.onCancel = onCancel;
  }

  /** Keeps the timer, or takes it back at once if the wait is over. */
  void attach(Scheduler.Task set) {
    timer.set(set);
    if (next.get() == null) {
      set.cancel();
    }
  }

  /** Goes on now; returns whether it was this that ended the wait. */
  boolean end() {
    Runnable then = next.getAndSet(null);
    if (then == null) {
      return false;
    }
    takeTimerBack();
    then.run();
    return true;
  }

  void cancel() {
    if (next.getAndSet(null) != null) {
      onCancel.run();
    }
    takeTimerBack();
  }

  private void takeTimerBack() {
    Scheduler.Task set = timer.get();
    if (set != null) {
      set.cancel();
    }
  }
}
