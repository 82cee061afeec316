package io.github.streamingchat.sse;

/**
 * One dispatched event, seen in the parser's buffer. It is valid only while {@link
 * SseHandler#event} runs; a String is made only when it is asked for, and the data can be read as
 * bytes without one:
 *
 * <pre>{@code
 * new SseParser(frame -> mapper.readValue(frame.bytes(), frame.offset(), frame.length(), Chunk.class));
 * }</pre>
 *
 * <p>The frames of a parser throw {@link IllegalStateException} from every method once the callback
 * has returned; the same object may then serve the next event. No method returns null.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface SseFrame {
  /**
   * Tells the event's type. Equal types of one stream are mostly the same String, so that asking
   * costs nothing.
   *
   * @return the type, {@link SseEvent#MESSAGE} if the event named none; never empty
   */
  String type();

  /**
   * Tells the event's data, decoded from UTF-8 as the Encoding standard says, with U+FFFD for what
   * is ill-formed. Made at the first call.
   *
   * @return the data, several lines joined by LF; may be empty
   */
  String data();

  /**
   * Tells the last event id as of this event: its own, or that of an earlier one.
   *
   * @return the id, empty if there is none
   */
  String lastEventId();

  /**
   * Tells whether the event has an id of its own, as opposed to that of an earlier one.
   *
   * @return true if its block set the last event id, also to an empty one
   */
  boolean setsLastEventId();

  /**
   * Gives the array that holds the event's data as it was received, in UTF-8 if the peer is
   * honest, several lines joined by LF. It is the parser's own: to be read, within {@link
   * #offset()} and {@link #length()} and during the callback, and never to be written.
   *
   * @return the parser's buffer
   */
  byte[] bytes();

  /**
   * Tells where the data starts.
   *
   * @return an index into {@link #bytes()}
   */
  int offset();

  /**
   * Tells how long the data is.
   *
   * @return the number of bytes, at least 0
   */
  int length();

  /**
   * Makes a value that outlives the callback.
   *
   * @return type, data and last event id
   */
  default SseEvent toEvent() {
    return new SseEvent(type(), data(), lastEventId());
  }
}
