package io.github.streamingchat.testkit;

import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.Iterator;
import java.util.List;

/**
 * Plays the steps of a script into a sink, one timer after the other.
 *
 * <p>Thread-safe: what changes is guarded by this object's monitor, which is held neither during a
 * call to the sink nor to the scheduler.
 */
final class Playback implements Connection {
  private final Scheduler scheduler;
  private final Iterator<Script.Step> steps;
  private final EventSink sink;
  private final boolean deaf;
  private Scheduler.Task timer = () -> {};
  private boolean cancelled;

  private Playback(Scheduler scheduler, List<Script.Step> steps, EventSink sink, boolean deaf) {
    this.scheduler = scheduler;
    this.steps = steps.iterator();
    this.sink = sink;
    this.deaf = deaf;
  }

  /** Plays on after a cancel if it is deaf. */
  static Connection start(
      Scheduler scheduler, List<Script.Step> steps, EventSink sink, boolean deaf) {
    Playback playback = new Playback(scheduler, steps, sink, deaf);
    playback.scheduleNext();
    return playback;
  }

  private void scheduleNext() {
    if (!steps.hasNext()) {
      return;
    }
    Script.Step step = steps.next();
    Scheduler.Task next = scheduler.schedule(step.pause(), () -> play(step));
    synchronized (this) {
      timer = next;
      if (!cancelled) {
        return;
      }
    }
    next.cancel();
  }

  private void play(Script.Step step) {
    if (!isCancelled()) {
      step.event().deliverTo(sink);
      scheduleNext();
    }
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void cancel() {
    if (deaf) {
      return;
    }
    Scheduler.Task last;
    synchronized (this) {
      cancelled = true;
      last = timer;
    }
    last.cancel();
  }
}
