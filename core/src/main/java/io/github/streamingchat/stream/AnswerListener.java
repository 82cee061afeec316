package io.github.streamingchat.stream;

import io.github.streamingchat.Delivery;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Part;

/**
 * Told what happens to one answer. Calls come one at a time and in order, on the executor given with
 * the subscription; {@link #onOutcome} is the last, or {@link #onOverflow}. What a method throws is
 * reported and changes nothing else. Every method does nothing by default.
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
   * its beginning, also to a listener that subscribed late. With {@link Delivery#coalesced()} pieces
   * that arrived during an earlier call come joined; with {@link Delivery#every()} each is one call.
   *
   * @param text the new text, never empty and never ending in half a character
   */
  default void onText(String text) {}

  /**
   * All text that was told is void, and another stands in its place; further text follows it by {@link
   * #onText}. This happens only where the chat's {@link RetryPolicy.AfterText} is REPLACE_TEXT. Unless
   * it is overridden it throws, so that the conversation's hook hears of a listener that goes on
   * showing what is void; one that shows what {@link #onPart} tells overrides it and does nothing.
   *
   * @param text the whole text of the primary message as it is now; may be empty
   */
  default void onTextReplaced(String text) {
    throw new UnsupportedOperationException(
        "the text of the answer was replaced, and this listener does not override onTextReplaced");
  }

  /**
   * Something of the answer came, changed or was taken back: a part of one of its messages, such as
   * text, reasoning, a call of a tool, or the text of a further candidate. All calls together give every
   * part of every message in full, also to a listener that subscribed late; the text that {@link #onText}
   * tells is among them. Calls come in the order of the messages and of their parts, with {@link
   * Delivery#coalesced()} one for each part that changed during an earlier call, with {@link
   * Delivery#every()} one for each step.
   *
   * <pre>{@code
   * public void onPart(PartChange change) {
   *   if (change.part() instanceof Part.Reasoning) {
   *     thoughts.append(change.text());
   *   } else if (change.part() instanceof Part.ToolCall call && call.complete()) {
   *     tools.show(call);
   *   }
   * }
   * }</pre>
   *
   * @param change what happened to which part
   */
  default void onPart(PartChange change) {}

  /**
   * The peer told something for the moment, such as how far a search has come. It is not part of any
   * message. With {@link Delivery#coalesced()} the latest of each type and id is told, of 256 at most;
   * with {@link Delivery#every()} each. A listener that subscribed later is not told.
   *
   * @param data what the peer told
   */
  default void onNotice(Part.Data data) {}

  /**
   * The answer ended; all of its text was delivered before.
   *
   * @param outcome how it ended
   */
  default void onOutcome(Outcome outcome) {}

  /**
   * This subscription ended before the answer, because more calls had to wait than {@link
   * Delivery#every(int)} allows. All that waited was told before; no call follows. The answer goes on,
   * and the listener may subscribe again, from inside this call too, to be told of it from its
   * beginning. Unless it is overridden it throws the error, so that the conversation's hook hears of
   * it.
   *
   * @param error names the limit, its value and its setter
   */
  default void onOverflow(LimitExceededException error) {
    throw error;
  }
}
