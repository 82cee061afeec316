package io.github.streamingchat.sse;

import static io.github.streamingchat.internal.bytes.EightBytes.HIGH_BITS;

import io.github.streamingchat.internal.bytes.EightBytes;

/**
 * Looks for the end of a line, eight bytes at a time and, while there is none, four times eight: most
 * bytes of a stream are not one.
 *
 * <p>A byte below 14 is an LF, a CR, or a control character that hardly ever comes; whether there is one
 * among eight is answered by one subtraction (Warren, Hacker's Delight, 6-1).
 */
final class LineEnds {
  private static final long BEHIND_CARRIAGE_RETURN = 0x0E0E0E0E0E0E0E0EL;

  private LineEnds() {}

  /** The place of the first LF or CR of a range, or the range's end if there is none. */
  static int first(byte[] bytes, int from, int to) {
    if (from < to && isLineEnd(bytes[from])) {
      return from; // a blank line, as behind every event
    }
    int at = from;
    while (at <= to - 4 * Long.BYTES && lowInThirtyTwo(bytes, at) == 0) {
      at += 4 * Long.BYTES;
    }
    while (at <= to - Long.BYTES) {
      long low = low(bytes, at) & HIGH_BITS;
      if (low == 0) {
        at += Long.BYTES;
      } else {
        at += EightBytes.first(low);
        if (isLineEnd(bytes[at])) {
          return at;
        }
        at++;
      }
    }
    while (at < to && !isLineEnd(bytes[at])) {
      at++;
    }
    return at;
  }

  private static long lowInThirtyTwo(byte[] bytes, int at) {
    return (low(bytes, at)
            | low(bytes, at + Long.BYTES)
            | low(bytes, at + 2 * Long.BYTES)
            | low(bytes, at + 3 * Long.BYTES))
        & HIGH_BITS;
  }

  /** Eight bytes of which the first whose high bit is set stands for the first low byte. */
  private static long low(byte[] bytes, int at) {
    long eight = EightBytes.at(bytes, at);
    return (eight - BEHIND_CARRIAGE_RETURN) & ~eight;
  }

  static boolean isLineEnd(byte one) {
    return one == '\n' || one == '\r';
  }
}
