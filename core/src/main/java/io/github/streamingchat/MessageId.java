package io.github.streamingchat;

import java.util.Objects;

/**
 * The identity of one message: opaque, unique, never reused. An id that the default {@link
 * IdGenerator} made sorts by creation. A server's own id for the same message is kept as an alias
 * ({@link ChatMessage#aliases()}) and never takes this id's place.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the text of the id, 1 to {@value #MAX_LENGTH} UTF-16 units, not blank
 */
public record MessageId(String value) implements Comparable<MessageId> {
  /** The longest id, in UTF-16 units. */
  public static final int MAX_LENGTH = 256;

  /**
   * Checks the value.
   *
   * @param value the text of the id
   * @throws IllegalArgumentException if it is blank or too long
   */
  public MessageId {
    Objects.requireNonNull(value, "value");
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a message id has 1 to %d characters and is not blank, but this one has %d"
              .formatted(MAX_LENGTH, value.length()));
    }
  }

  /**
   * Makes an id from its text.
   *
   * @param value the text, as {@link #value()} gave it
   * @return the id
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static MessageId of(String value) {
    return new MessageId(value);
  }

  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  /**
   * Gives the id as it is written.
   *
   * @return {@link #value()}
   */
  @Override
  public String toString() {
    return value;
  }
}
