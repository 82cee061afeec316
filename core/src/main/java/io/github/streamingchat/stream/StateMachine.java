package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one answer stands, and who may move it.
 *
 * <p>The problem: pieces come on a network thread, timers on another, cancels from anywhere, and a
 * clear of the conversation from yet another; exactly one of them may end the answer, and the readers
 * must be told of every move once, in the order in which they happened.
 *
 * <p>An answer is <em>running</em> until one caller of {@link #beginEnd} gets the right to end it; it
 * is <em>ending</em> from then on, and nobody else can move it; it has <em>ended</em> when that caller
 * has called {@link #end}. While it runs, only the latest attempt moves it.
 *
 * <p>One lock guards every field, the readers' queues and the order in which observers are told;
 * nothing but this class's own lines runs under it. {@code accepted} is volatile besides, because
 * every piece asks for it. Readers are woken by the caller, after the lock was left.
 */
final class StateMachine {
  private final Scheduler scheduler;
  private final Readers readers;
  private final Observers observers;
  private final Object lock = new Object();
  private StateChange latest;

  /** When it made that move, by the clock that never goes back. */
  private long sinceNanos;

  private @Nullable AttemptSink attempt;
  private @Nullable Pause pause;
  private boolean begun;
  private @Nullable Ending ending;
  private @Nullable Outcome outcome;

  /**
   * How an answer ends.
   *
   * @param status the terminal status of its messages
   * @param error why it failed, or null
   * @param cause why later events do not count
   * @param endMarkSeen whether the peer sent its end mark
   */
  record Ending(
      MessageStatus status, @Nullable ChatError error, LateCause cause, boolean endMarkSeen) {}

  /**
   * Where the answer stands at one moment.
   *
   * @param move what led there
   * @param sinceNanos when, by the clock that never goes back
   * @param outcome how it ended, or null
   */
  record Standing(
      StateChange move, long sinceNanos, @Nullable Outcome outcome) {}

  /** The attempt whose events count. */
  private volatile @Nullable AttemptSink accepted;

  StateMachine(AnswerRun run, Scheduler scheduler, Observers observers) {
    this.scheduler = scheduler;
    this.observers = observers;
    this.readers = new Readers(run, lock);
    this.latest =
        new StateChange(StreamState.QUEUED, StreamState.QUEUED, 0, null, null, scheduler.now());
    this.sinceNanos = scheduler.nanoTime();
  }

  Readers readers() {
    return readers;
  }

  /** Asked before the lock is taken: the clock may be the application's. */
  private Moment now() {
    return new Moment(scheduler.now(), scheduler.nanoTime());
  }

  private record Moment(Instant time, long nanos) {}

  StateChange latest() {
    synchronized (lock) {
      return latest;
    }
  }

  Standing standing() {
    synchronized (lock) {
      return new Standing(latest, sinceNanos, outcome);
    }
  }

  Optional<Outcome> outcome() {
    synchronized (lock) {
      return Optional.ofNullable(outcome);
    }
  }

  Optional<AttemptSink> attempt() {
    synchronized (lock) {
      return Optional.ofNullable(attempt);
    }
  }

  boolean isRunning() {
    synchronized (lock) {
      return ending == null;
    }
  }

  /** How the answer ends, once somebody has the right to end it. */
  Optional<Ending> ending() {
    synchronized (lock) {
      return Optional.ofNullable(ending);
    }
  }

  boolean accepts(AttemptSink sink) {
    return accepted == sink;
  }

  /** Why an event of an attempt does not count. */
  LateCause lateCause(AttemptSink sink) {
    synchronized (lock) {
      if (ending != null) {
        return ending.cause();
      }
      boolean isLatest = attempt == sink && latest.to() != StreamState.BACKING_OFF;
      return isLatest ? LateCause.CLEARED : LateCause.STALE_ATTEMPT;
    }
  }

  /** QUEUED or BACKING_OFF to CONNECTING, by the attempt that is next; false if it is not. */
  boolean begin(AttemptSink next) {
    Moment now = now();
    synchronized (lock) {
      int previous = attempt == null ? 0 : attempt.number;
      if (ending != null
          || next.number != previous + 1
          || !latest.to().canMoveTo(StreamState.CONNECTING)) {
        return false;
      }
      attempt = next;
      accepted = next;
      pause = null;
      move(StreamState.CONNECTING, null, null, now);
      return true;
    }
  }

  /** CONNECTING to STREAMING; false if the attempt no longer counts. */
  boolean commit(AttemptSink sink) {
    Moment now = now();
    synchronized (lock) {
      if (accepted != sink) {
        return false;
      }
      begun = true;
      move(StreamState.STREAMING, null, null, now);
      return true;
    }
  }

  /** Whether something of the answer has entered the message, in whatever attempt. */
  boolean hasBegun() {
    synchronized (lock) {
      return begun;
    }
  }

  /**
   * To BACKING_OFF, by the attempt that failed. Its events no longer count.
   *
   * @param wait what ends the wait
   * @param decidedOn what {@link #hasBegun} said when this was decided
   * @return false if the attempt no longer counts, or the answer has begun meanwhile
   */
  boolean backOff(
      AttemptSink failed, ChatError error, Duration delay, Pause wait, boolean decidedOn) {
    Moment now = now();
    synchronized (lock) {
      if (accepted != failed || begun != decidedOn) {
        return false;
      }
      accepted = null;
      pause = wait;
      move(StreamState.BACKING_OFF, error, delay, now);
      observers.queue(observer -> observer.onRetryScheduled(failed.number, delay, error));
      return true;
    }
  }

  /** The wait that is under way, or was when the answer ended. */
  Optional<Pause> pause() {
    synchronized (lock) {
      return Optional.ofNullable(pause);
    }
  }

  /** Gives the caller the right and the duty to end the answer; false if somebody has it. */
  boolean beginEnd(Ending how) {
    return beginEnd(how, null);
  }

  /** The same for an attempt, or for the answer as a whole (null); false also if it no longer counts. */
  boolean beginEnd(Ending how, @Nullable AttemptSink sink) {
    synchronized (lock) {
      if (ending != null || (sink != null && accepted != sink)) {
        return false;
      }
      ending = how;
      accepted = null;
      return true;
    }
  }

  /** To the terminal state, by the caller of {@link #beginEnd}. */
  void end(StreamState terminal, @Nullable ChatError error, Outcome result) {
    Moment now = now();
    synchronized (lock) {
      move(terminal, error, null, now);
      outcome = result;
    }
  }

  /** Under the lock. */
  private void move(
      StreamState to, @Nullable ChatError cause, @Nullable Duration delay, Moment now) {
    if (!latest.to().canMoveTo(to)) {
      throw new IllegalStateException("an answer cannot move from " + latest.to() + " to " + to);
    }
    int number = attempt == null ? 0 : attempt.number;
    StateChange moved = new StateChange(latest.to(), to, number, cause, delay, now.time());
    latest = moved;
    sinceNanos = now.nanos();
    readers.offer(moved);
    observers.queue(observer -> observer.onStateChange(moved));
  }
}
