package io.github.streamingchat.sse;

/**
 * One comment line, seen in the parser's buffer. Servers send comments to keep a connection alive.
 * It is valid only while {@link SseHandler#comment} runs, and makes no String unless it is asked
 * for one.
 *
 * <p>The comments of a parser throw {@link IllegalStateException} from every method once the
 * callback has returned. No method returns null.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface SseComment {
  /**
   * Tells the comment's text: what follows the colon, without one leading space, as with a field's
   * value. Decoded as {@link SseFrame#data()} is, at the first call.
   *
   * @return the text; may be empty
   */
  String text();

  /**
   * Gives the array that holds the text as it was received, to be read as {@link SseFrame#bytes()}
   * is.
   *
   * @return the parser's buffer
   */
  byte[] bytes();

  /**
   * Tells where the text starts.
   *
   * @return an index into {@link #bytes()}
   */
  int offset();

  /**
   * Tells how long the text is.
   *
   * @return the number of bytes, at least 0
   */
  int length();
}
