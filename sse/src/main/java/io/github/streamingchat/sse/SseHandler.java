package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import java.time.Duration;

/**
 * What an {@link SseParser} or a {@link JsonLinesParser} calls. All calls come from inside its {@code
 * feed} and {@code end}, on the thread of the caller, one at a time and in the order of the stream.
 *
 * <p>A method may call {@link SseParser#stop()}, after which no further one is called; it must not
 * feed or end the parser. What it throws stops the parser and comes out of the call that fed it. No
 * argument is null.
 *
 * <p>An implementation need not be thread-safe, unless it serves several parsers.
 */
@FunctionalInterface
public interface SseHandler {
  /**
   * Takes an event, as soon as the byte that ends its blank line was fed.
   *
   * @param frame the event, valid during this call only
   */
  void event(SseFrame frame);

  /**
   * Takes a comment line, as soon as its end was fed. Does nothing by default.
   *
   * @param comment the comment, valid during this call only
   */
  default void comment(SseComment comment) {}

  /**
   * Takes the reconnection time that the server asks for, as soon as its line has ended. Values
   * that are not made of ASCII digits alone are not reported. Does nothing by default.
   *
   * @param reconnectionTime in whole milliseconds, at least zero; what does not fit a long is
   *     reported as {@link Long#MAX_VALUE} milliseconds
   */
  default void retry(Duration reconnectionTime) {}

  /**
   * Learns, at the end of the stream, that it ended inside a block or a line: what came after the
   * last blank line is discarded. Does nothing by default.
   *
   * @param pendingBytes how many bytes came after the last blank line, comments and line ends
   *     included; at least 1
   */
  default void incomplete(long pendingBytes) {}

  /**
   * Learns that the stream passed a limit. Called at most once, and last: the parser has stopped.
   * By default throws the exception, which then comes out of the call that fed the parser.
   *
   * @param exception says which limit was passed
   */
  default void overLimit(LimitExceededException exception) {
    throw exception;
  }
}
