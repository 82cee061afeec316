package io.github.streamingchat;

import java.util.List;

/**
 * What happened to one message within a {@link Change}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the message
 * @param kind what happened to it, all in all
 * @param texts what happened to the text of its parts, in their order; for an added message all of
 *     its text, for a removed one nothing
 */
public record MessageChange(MessageId id, Kind kind, List<TextChange> texts) {
  /** What can happen to a message. */
  public enum Kind {
    /** It joined the conversation. */
    ADDED,
    /** It was there before and says something else now. */
    UPDATED,
    /** It left the conversation. */
    REMOVED
  }

  /**
   * Copies the list.
   *
   * @param id the message
   * @param kind what happened to it
   * @param texts what happened to the text of its parts
   */
  public MessageChange {
    texts = List.copyOf(texts);
  }
}
