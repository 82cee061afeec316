package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;

/**
 * What happened to one part of one message of an answer. Nothing is copied until {@link #text()} is
 * called.
 *
 * <p>Immutable and thread-safe.
 *
 * @param message the message as it is after the change
 * @param index the part's position in {@link ChatMessage#parts()}
 * @param kind what happened to it
 * @param part the part as it is after the change; one that is gone as it was told last
 * @param from where in the part's text the new text begins
 */
public record PartChange(ChatMessage message, int index, Kind kind, Part part, int from) {
  /** What can happen to a part. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /**
     * It goes on: there is more of its text, or something else about it is known now, such as that the
     * arguments of a call are complete.
     */
    UPDATED,
    /** Another part, or another text, stands in its place: what was told of it is void. */
    REPLACED,
    /** It is gone, and so is the last of the message's parts that was told: what was told is void. */
    REMOVED
  }

  /**
   * Copies the new text.
   *
   * @return what there is more of the text, reasoning, refusal or arguments than was told before, all of
   *     it for a part that is new or replaced; empty for one without text and for one that is gone
   */
  public String text() {
    return kind != Kind.REMOVED && part instanceof Part.Growing growing
        ? growing.content().since(from)
        : "";
  }

  /**
   * Describes the change without the text.
   *
   * @return message, position, kind and part
   */
  @Override
  public String toString() {
    return "PartChange[%s, %d, %s, %s]".formatted(message.id(), index, kind, part);
  }
}
