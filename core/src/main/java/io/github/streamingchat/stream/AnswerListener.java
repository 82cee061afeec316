package io.github.streamingchat.stream;

/**
 * Told what happens to one answer. Calls come one at a time and in order, on the executor given with
 * the subscription; {@link #onOutcome} is the last. What a method throws is reported and changes
 * nothing else. Every method does nothing by default.
 */
public interface AnswerListener {
  /**
   * The answer moved. The first call tells the state in which the subscription found the answer.
   *
   * @param change the move
   */
  default void onStateChange(StateChange change) {}

  /**
   * More text of the primary message arrived. All calls together give each text part in full, from
   * its beginning, also to a listener that subscribed late; pieces that arrived during an earlier
   * call come joined.
   *
   * @param text the new text, never empty and never ending in half a character
   */
  default void onText(String text) {}

  /**
   * The answer ended; all of its text was delivered before.
   *
   * @param outcome how it ended
   */
  default void onOutcome(Outcome outcome) {}
}
