package io.github.streamingchat.sse;

import java.nio.ByteBuffer;

/** One way to read the body of a response. Called by one thread at a time. */
interface BodyReader {
  /** Takes the next bytes; false if it wants no more. */
  boolean read(ByteBuffer bytes);

  /**
   * The body has ended, or this reader wanted no more of it, and the answer has not ended.
   *
   * @param broken whether the connection broke, so that the body is known not to be whole
   * @return true if this ended the answer, false if the answer is not whole
   */
  boolean end(boolean broken);

  /** Nothing comes any more. Idempotent, and from any thread. */
  default void close() {}
}
