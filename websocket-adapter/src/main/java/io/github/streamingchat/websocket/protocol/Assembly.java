package io.github.streamingchat.websocket.protocol;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Puts the parts of one message together, up to a limit: of what goes beyond it the length is counted
 * and nothing kept. The buffer is used again for the next message, and given back if one made it large.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Assembly {
  private static final int USUAL = 1 << 12;
  private static final int KEPT = 1 << 16;

  private final int limit;
  private char[] chars = new char[USUAL];
  private int length;
  private long total;

  Assembly(int limit) {
    this.limit = limit;
  }

  void add(CharSequence part) {
    total += part.length();
    int taken = Math.min(part.length(), limit - length);
    if (taken <= 0) {
      return;
    }
    if (length + taken > chars.length) {
      chars = Arrays.copyOf(chars, (int)
          Math.min(limit, Math.max(length + (long) taken, 2L * chars.length)));
    }
    if (part instanceof String text) {
      text.getChars(0, taken, chars, length);
    } else if (part instanceof CharBuffer buffer) { // as the JDK's socket gives it
      buffer.duplicate().get(chars, length, taken);
    } else {
      for (int i = 0; i < taken; i++) {
        chars[length + i] = part.charAt(i);
      }
    }
    length += taken;
  }

  boolean isTooLong() {
    return total > limit;
  }

  char[] chars() {
    return chars;
  }

  /** How much is kept, in UTF-16 units. */
  int length() {
    return length;
  }

  /** How much is kept but for a number at its very end, which may have been cut short. */
  int lengthWithoutLastNumber() {
    int end = length;
    while (end > 0 && isOfNumber(chars[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0;
  }

  /** How much came. */
  long total() {
    return total;
  }

  void reset() {
    length = 0;
    total = 0;
    if (chars.length > KEPT) {
      chars = new char[USUAL];
    }
  }
}
