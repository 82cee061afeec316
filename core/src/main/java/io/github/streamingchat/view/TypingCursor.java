package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.stream.StreamState;

/**
 * A mark behind the text of a message that still grows, which is gone when the message has ended. It is
 * never part of the message.
 *
 * <p>Immutable and thread-safe.
 *
 * @param mark what stands behind the text
 */
public record TypingCursor(String mark) {
  /** A half block. */
  public static final TypingCursor BLOCK = new TypingCursor("\u258C");

  /**
   * Gives a text as it is shown, such as what a {@link Typewriter} has told so far.
   *
   * @param text the text so far
   * @param state where the answer stands, as the listener was told last
   * @return the text, with the mark behind it until the answer has ended
   */
  public String shown(CharSequence text, StreamState state) {
    return state.isTerminal() ? text.toString() : text + mark;
  }

  /**
   * Gives the text of a message as it is shown.
   *
   * @param message the message
   * @return its text, with the mark behind it until it has ended
   */
  public String shown(ChatMessage message) {
    return message.status().isTerminal() ? message.text() : message.text() + mark;
  }
}
