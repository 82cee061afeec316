package io.github.streamingchat.internal.json;

import static io.github.streamingchat.internal.bytes.EightBytes.HIGH_BITS;
import static io.github.streamingchat.internal.bytes.EightBytes.ONES;

import io.github.streamingchat.internal.bytes.EightBytes;

/**
 * Looks for what ends a JSON string or is special in it, eight bytes at a time.
 *
 * <p>Whether one of eight bytes is zero, or less than another, is answered by one subtraction; the lowest
 * byte that it finds is one, those above it may owe it to a borrow (Warren, Hacker's Delight, 6-1).
 */
final class StringEnds {
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private StringEnds() {}

  /** The place of the first quote, backslash or control character, or the range's end. */
  static int first(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = EightBytes.at(bytes, at);
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      long found = ((quotes - ONES) & ~quotes)
          | ((backslashes - ONES) & ~backslashes)
          | ((eight - SPACES) & ~eight);
      found &= HIGH_BITS;
      if (found != 0) {
        return at + EightBytes.first(found);
      }
    }
    while (at < to && !isSpecial(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpecial(byte one) {
    return one == '"' || one == '\\' || (one >= 0 && one < ' ');
  }
}
