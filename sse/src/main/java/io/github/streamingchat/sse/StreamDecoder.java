package io.github.streamingchat.sse;

/**
 * Reads one answer of a wire format: a state machine without I/O, clock or thread that calls its sink
 * from inside its methods. It calls one of the sink's terminal methods when the format's own rule
 * says that the answer ended; after that it is not called again. No method throws, whatever the peer
 * sent.
 *
 * <p>Not thread-safe: called by one thread at a time.
 */
public interface StreamDecoder {
  /**
   * Takes an event of the stream, or a line of it where the {@link Framing} is lines.
   *
   * @param frame the event, valid during this call only
   */
  void event(SseFrame frame);

  /**
   * Takes the whole answer as one JSON body, from a server that does not stream. It must end the
   * answer.
   *
   * @param body the body's bytes
   */
  void wholeBody(byte[] body);

  /**
   * Takes the end of a stream that did not end the answer before.
   *
   * @return true if this decoder ended the answer now: as completed if the format lets it end so, or
   *     as failed; false if it did not because the answer is not whole, which the transport then
   *     reports with what it knows of the connection's end
   */
  boolean end();
}
