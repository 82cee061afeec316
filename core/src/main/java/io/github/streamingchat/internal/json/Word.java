package io.github.streamingchat.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.internal.bytes.EightBytes;
import java.util.Arrays;

/**
 * A short text in UTF-8, and the String that it is. The first and the last eight bytes are all there are
 * of one of up to sixteen, so that most are told apart by two comparisons.
 *
 * <p>Immutable and thread-safe.
 */
final class Word {
  final String text;
  final int length;
  private final byte[] utf8;
  private final long first;
  private final long last;

  Word(byte[] utf8) {
    this.utf8 = utf8;
    this.text = new String(utf8, UTF_8);
    this.length = utf8.length;
    this.first = first(utf8, 0, length);
    this.last = last(utf8, 0, length);
  }

  /** Whether it is what stands in a range of the same length. */
  boolean isAt(byte[] bytes, int from) {
    return first == first(bytes, from, length)
        && last == last(bytes, from, length)
        && (length <= 2 * Long.BYTES || Arrays.equals(utf8, 0, length, bytes, from, from + length));
  }

  /** The first eight bytes, or zeros and all there are. */
  static long first(byte[] bytes, int from, int length) {
    if (length >= Long.BYTES) {
      return EightBytes.at(bytes, from);
    }
    if (length == 0) {
      return 0;
    }
    return eightOrFewer(bytes, from) << (Long.SIZE - Byte.SIZE * length);
  }

  private static long eightOrFewer(byte[] bytes, int from) {
    if (from + Long.BYTES <= bytes.length) {
      return EightBytes.at(bytes, from);
    }
    long eight = 0;
    for (int i = bytes.length - 1; i >= from; i--) {
      eight = (eight << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return eight;
  }

  /** The last eight bytes if there are more than eight. */
  static long last(byte[] bytes, int from, int length) {
    return length > Long.BYTES ? EightBytes.at(bytes, from + length - Long.BYTES) : 0;
  }
}
