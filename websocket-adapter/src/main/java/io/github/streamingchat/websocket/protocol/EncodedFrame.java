package io.github.streamingchat.websocket.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The text of a frame in UTF-8, in which a short one is quickest to read.
 *
 * <p>Not safe for use by several threads at once.
 */
final class EncodedFrame {
  /** In UTF-16 units; of a longer text the copy weighs more than what it saves. */
  private static final int LONGEST = 1 << 12;

  /**
   * How many bytes more than characters there may be: to encode what is not ASCII, and to decode it again,
   * takes longer than to copy it.
   */
  private static final int MOST_BYTES_MORE = 128;

  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer utf8 = ByteBuffer.allocate(LONGEST + MOST_BYTES_MORE);

  /**
   * Encodes a text.
   *
   * @return false if it is long, is far from ASCII, or holds half a surrogate pair
   */
  boolean encode(char[] chars, int length) {
    if (length > LONGEST) {
      return false;
    }
    utf8.clear().limit(length + MOST_BYTES_MORE);
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
