package io.github.streamingchat;

import java.util.List;
import java.util.Optional;

/**
 * A step of a conversation, or several steps joined for a reader that was busy meanwhile. Read from
 * the text changes what to add to a display; read from the snapshot what the messages are now.
 *
 * <p>Immutable and thread-safe.
 *
 * @param previousVersion the version that the reader knew
 * @param snapshot the conversation after the change
 * @param cleared whether everything that stood at {@code previousVersion} was removed; the
 *     messages that joined after that are in {@code messages}
 * @param messages what happened to which message, each once, in the order of their first step;
 *     empty if only the answers that {@linkplain Snapshot#waiting() wait} changed
 */
public record Change(
    long previousVersion, Snapshot snapshot, boolean cleared, List<MessageChange> messages) {
  /**
   * Copies the list.
   *
   * @param previousVersion the version that the reader knew
   * @param snapshot the conversation after the change
   * @param cleared whether everything that stood at {@code previousVersion} was removed
   * @param messages what happened to which message
   */
  public Change {
    messages = List.copyOf(messages);
  }

  /**
   * Gives the version that the reader knows now.
   *
   * @return the snapshot's version, greater than {@link #previousVersion()}
   */
  public long version() {
    return snapshot.version();
  }

  /**
   * Tells what happened to one message.
   *
   * @param id the message
   * @return its change, or empty if nothing happened to it
   */
  public Optional<MessageChange> of(MessageId id) {
    return messages.stream().filter(change -> change.id().equals(id)).findFirst();
  }
}
