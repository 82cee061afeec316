package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;

/**
 * What one line of a journal says. None repeats text that an earlier one has, so that a journal is as
 * long as what was said, however small the pieces were.
 *
 * <p>Immutable and thread-safe.
 */
sealed interface JournalRecord {
  /** A program begins to write; what still grew when the one before ended is interrupted. */
  record Opened(String conversation, int format) implements JournalRecord {}

  /** A message joined at the end, with all that it said by then. */
  record Added(ChatMessage message) implements JournalRecord {}

  /** All of a message but its parts, which stay. */
  record Changed(ChatMessage withoutParts) implements JournalRecord {}

  /** A part was put at a position, at the end or in the place of another one. */
  record PartPut(MessageId id, int part, Part whole) implements JournalRecord {}

  /** All of a part but its text, which stays. */
  record PartChanged(MessageId id, int part, Part.Growing withoutText) implements JournalRecord {}

  /** Text at its place in a part. */
  record Appended(MessageId id, int part, int at, String text) implements JournalRecord {}

  /** Only the first parts of a message stay. */
  record PartsCut(MessageId id, int left) implements JournalRecord {}

  /** A message left. */
  record Removed(MessageId id) implements JournalRecord {}

  /** All messages left. */
  record Cleared() implements JournalRecord {}
}
