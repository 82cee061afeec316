package io.github.streamingchat.websocket.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The text of a frame in UTF-8, in which it is quickest to read. The buffer is used again for the next
 * frame, unless one made it large.
 *
 * <p>Not safe for use by several threads at once.
 */
final class EncodedFrame {
  private static final int LEAST = 1 << 12;
  private static final int KEPT = 1 << 16;

  /** In UTF-16 units; of a longer text a second copy weighs more than the time that it takes to read. */
  private static final int LONGEST = 1 << 20;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private ByteBuffer utf8 = NONE;

  /**
   * Encodes a text.
   *
   * @return false if it is very long, or holds half a surrogate pair
   */
  boolean encode(char[] chars, int length) {
    if (length > LONGEST) {
      return false;
    }
    int most = length * (int) encoder.maxBytesPerChar();
    if (utf8.capacity() < most || utf8.capacity() > KEPT) {
      utf8 = ByteBuffer.allocate(Math.max(LEAST, most));
    }
    utf8.clear();
    encoder.reset();
    return encoder.encode(CharBuffer.wrap(chars, 0, length), utf8, true).isUnderflow();
  }

  byte[] bytes() {
    return utf8.array();
  }

  int length() {
    return utf8.position();
  }
}
