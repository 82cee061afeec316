package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one answer, what follows a failed attempt.
 *
 * <p>Thread-safe: {@link #decide} changes nothing but the shared budget. What it is to remember it is
 * told by {@link #again}, by the thread whose decision counted, before the next attempt begins.
 */
final class Retries {
  private final RetryPolicy policy;
  private final Consumer<? super Throwable> report;
  private volatile int failuresInARow;
  private volatile boolean refreshed;
  private volatile @Nullable Duration base;

  /** From where a further attempt goes on. */
  enum Start {
    /** From the beginning; nothing of the answer has arrived. */
    AFRESH,
    /** Where the attempt before broke off. */
    RESUMED,
    /** From the beginning; what arrived is void once something new comes. */
    REPLACING
  }

  /**
   * How far an attempt came.
   *
   * @param begun whether anything of the answer has entered the message, in whatever attempt
   * @param progressed whether this attempt brought something new
   * @param resumable whether there is a place to go on from
   */
  record Reached(boolean begun, boolean progressed, boolean resumable) {}

  /** What follows a failed attempt. */
  sealed interface Decision {
    /**
     * Another attempt.
     *
     * @param delay how long to wait before it
     * @param start from where it goes on
     * @param failuresInARow how many attempts have failed without progress between them
     * @param refreshes whether it is made because it may have fresh credentials
     */
    record Again(Duration delay, Start start, int failuresInARow, boolean refreshes)
        implements Decision {}

    /**
     * The end.
     *
     * @param error what is to be told about it
     */
    record GiveUp(ChatError error) implements Decision {}
  }

  Retries(RetryPolicy policy, Consumer<? super Throwable> report) {
    this.policy = policy;
    this.report = report;
  }

  /** The server's word on the base of the back-off. */
  void base(Duration told) {
    base = told;
  }

  Decision decide(ChatError error, Reached reached, Duration left) {
    boolean refreshes = error.refreshable() && !refreshed;
    if (policy.maxAttempts() == 1 || !(refreshes || mayMend(error))) {
      return new Decision.GiveUp(error);
    }
    if (reached.begun() && policy.afterText() == AfterText.FAIL) {
      return new Decision.GiveUp(error);
    }
    Start start = start(reached.begun());
    if (start == Start.RESUMED && !reached.resumable()) {
      return giveUp(error, "It cannot be resumed: the stream told no place to go on from.");
    }
    if (refreshes && error.retryAfter() == null) {
      return new Decision.Again(Duration.ZERO, start, failuresInARow, true);
    }
    boolean isNewRow = start == Start.RESUMED && reached.progressed();
    return afterWaiting(error, start, isNewRow ? 1 : failuresInARow + 1, left);
  }

  private Start start(boolean begun) {
    if (!begun) {
      return Start.AFRESH;
    }
    return policy.afterText() == AfterText.REPLACE_TEXT ? Start.REPLACING : Start.RESUMED;
  }

  private Decision afterWaiting(ChatError error, Start start, int failures, Duration left) {
    if (failures >= policy.maxAttempts()) {
      return giveUp(error, "It was tried %d times.".formatted(failures));
    }
    Duration asked = error.retryAfter();
    if (asked != null && asked.compareTo(policy.maxRetryAfter()) > 0) {
      return giveUp(
          error,
          "The server asks to wait %s, which is more than RetryPolicy.maxRetryAfter, %s."
              .formatted(InWords.of(asked), InWords.of(policy.maxRetryAfter())));
    }
    Duration delay = policy.delay(failures, base, asked);
    if (delay.compareTo(left) >= 0) {
      return giveUp(error, "The total timeout leaves no time for another attempt.");
    }
    if (!policy.spend()) {
      return giveUp(error, "The retry budget that is shared with other answers is used up.");
    }
    return new Decision.Again(delay, start, failures, false);
  }

  private static Decision giveUp(ChatError error, String why) {
    return new Decision.GiveUp(
        error.toBuilder().message(error.message() + " " + why).build());
  }

  private boolean mayMend(ChatError error) {
    try {
      return policy.mayMend(error);
    } catch (RuntimeException | Error thrown) {
      report.accept(thrown);
      return false;
    }
  }

  /** The decision counts: the answer has moved to BACKING_OFF. */
  void again(Decision.Again decision) {
    failuresInARow = decision.failuresInARow();
    if (decision.refreshes()) {
      refreshed = true;
    }
  }

  /** The attempt that was decided on is not made: the answer has moved on, or ended, meanwhile. */
  void discarded(Decision.Again decision) {
    if (!decision.refreshes()) {
      policy.notSpent();
    }
  }

  /** Whether an answer that broke off may go on where it did. */
  boolean resumes() {
    return policy.afterText() == AfterText.RESUME && policy.maxAttempts() > 1;
  }

  /** Whether text that has arrived may be replaced by another. */
  boolean replaces() {
    return policy.afterText() == AfterText.REPLACE_TEXT;
  }

  void completed() {
    policy.completed();
  }

  /** What comes next is the first of a new row. */
  void startOver() {
    failuresInARow = 0;
    refreshed = false;
  }
}
