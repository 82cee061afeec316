package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;

/**
 * Told how one answer goes, step by step, for logs, metrics and traces. It sees more than an {@link
 * AnswerListener}, which is told what to show: every piece for itself, what came too late, and the
 * attempts behind the answer.
 *
 * <p>Calls come one at a time and in the order in which things happened, on the thread on which they
 * happened: the transport's, a timer's or the canceller's. They must be quick and must not block;
 * {@link Answer#join} throws there. What a method throws is reported to the conversation's hook and
 * changes nothing. Every method does nothing by default, so that more can be told in later versions.
 *
 * <p>{@link #onEnd} comes once. Nothing but {@link #onLateEvent} follows it.
 */
public interface AnswerObserver {
  /**
   * The answer moved, for whatever reason.
   *
   * @param move from where to where, in which attempt, why and when
   */
  default void onStateChange(StateChange move) {}

  /**
   * An attempt begins; its request is not yet made.
   *
   * @param attempt its number, counted from 1
   */
  default void onAttempt(int attempt) {}

  /**
   * The peer accepted the request of an attempt and is about to answer.
   *
   * @param attempt the attempt's number
   * @param status the peer's status, such as that of HTTP; 0 if the transport has none
   * @param toFirstByte how long after the attempt began
   */
  default void onConnected(int attempt, int status, Duration toFirstByte) {}

  /**
   * The first event of an attempt arrived; {@link #onEvent} follows for the same event.
   *
   * @param attempt the attempt's number
   * @param toFirstEvent how long after the attempt began
   */
  default void onFirstEvent(int attempt, Duration toFirstEvent) {}

  /**
   * An event about the answer's messages arrived, and is about to be applied: a piece of content, or
   * what is told beside it.
   *
   * @param attempt the attempt's number
   * @param characters how many UTF-16 units of content it brings; 0 for metadata, usage and the like
   * @param gap how long after the attempt's event before, or after the attempt began
   */
  default void onEvent(int attempt, int characters, Duration gap) {}

  /**
   * A frame arrived that only says that the peer is alive.
   *
   * @param attempt the attempt's number
   */
  default void onHeartbeat(int attempt) {}

  /**
   * An event arrived that changes nothing any more.
   *
   * @param cause why
   */
  default void onLateEvent(LateCause cause) {}

  /**
   * The peer broke the protocol in a way that was repaired or passed over.
   *
   * @param attempt the attempt's number
   * @param problem what it did
   */
  default void onProblem(int attempt, Problem problem) {}

  /**
   * An attempt failed, and another will follow.
   *
   * @param attempt the number of the one that failed
   * @param delay how long until the next one
   * @param cause why it failed
   */
  default void onRetryScheduled(int attempt, Duration delay, ChatError cause) {}

  /**
   * The answer ended.
   *
   * @param outcome how, with the totals in its evidence
   */
  default void onEnd(Outcome outcome) {}
}
