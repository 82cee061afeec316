package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;

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
   * Gives the text of a message as it is shown.
   *
   * @param message the message
   * @return its text, with the mark behind it until it has ended
   */
  public String shown(ChatMessage message) {
    return message.status().isTerminal() ? message.text() : message.text() + mark;
  }
}
