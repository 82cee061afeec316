package io.github.streamingchat.sse;

import java.util.Objects;

/**
 * One server-sent event as a value: what {@link SseFrame#toEvent()} makes of a received one, and
 * what {@link SseWriter} sends.
 *
 * <p>Immutable and thread-safe. No component is null.
 *
 * @param type the event's type; an empty one becomes {@link #MESSAGE}, as in the standard
 * @param data the data, its lines separated by LF when received; may be empty
 * @param lastEventId the id to resume after; empty for none
 */
public record SseEvent(String type, String data, String lastEventId) {
  /** The type of an event that names none. */
  public static final String MESSAGE = "message";

  /**
   * Makes an event.
   *
   * @param type the type; an empty one becomes {@link #MESSAGE}
   * @param data the data
   * @param lastEventId the id; empty for none
   * @throws NullPointerException if a component is null
   */
  public SseEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(lastEventId, "lastEventId");
    if (type.isEmpty()) {
      type = MESSAGE;
    }
  }

  /**
   * Makes an event of the default type without an id.
   *
   * @param data the data
   * @return the event
   */
  public static SseEvent of(String data) {
    return of(MESSAGE, data);
  }

  /**
   * Makes an event without an id.
   *
   * @param type the type; an empty one becomes {@link #MESSAGE}
   * @param data the data
   * @return the event
   */
  public static SseEvent of(String type, String data) {
    return new SseEvent(type, data, "");
  }

  /**
   * Makes the bytes that send this event, for servers that have no {@link java.io.OutputStream} to
   * give to an {@link SseWriter}.
   *
   * @return a whole block in UTF-8, blank line included, as {@link SseWriter#event(SseEvent)}
   *     writes it
   * @throws IllegalArgumentException if the type or the id cannot be sent, see {@link
   *     SseWriter#event(SseEvent)}
   */
  public byte[] encode() {
    return Block.of(this).encode();
  }
}
