package io.github.streamingchat.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The escapes of JSON strings (RFC 8259, section 7), in bytes.
 *
 * <p>Stateless and thread-safe.
 */
final class Escapes {
  private static final int HEX = 16;
  private static final int DIGITS = 4;

  /** Of the escape of a UTF-16 unit. */
  private static final int LENGTH = 2 + DIGITS;

  private Escapes() {}

  /**
   * Finds the end of the escape at a backslash.
   *
   * @throws GivesUp if it is none, or not all there
   */
  static int end(byte[] bytes, int backslash, int to) {
    int behind = backslash + 2;
    if (behind > to) {
      throw new GivesUp();
    }
    if (bytes[backslash + 1] == 'u') {
      unit(bytes, behind, to);
      return behind + DIGITS;
    }
    character(bytes[backslash + 1]);
    return behind;
  }

  /**
   * Reads a string with escapes, whose ends were found by {@link #end}. In UTF-8 no character is longer
   * than its escape.
   *
   * @throws GivesUp if there is half a surrogate pair
   */
  static String resolved(byte[] bytes, int from, int to) {
    byte[] plain = new byte[to - from];
    int length = 0;
    int at = from;
    while (at < to) {
      byte one = bytes[at++];
      if (one != '\\') {
        plain[length++] = one;
      } else if (bytes[at] != 'u') {
        plain[length++] = (byte) character(bytes[at++]);
      } else {
        int codePoint = codePoint(bytes, at - 1, to);
        length = encode(codePoint, plain, length);
        at += Character.charCount(codePoint) * LENGTH - 1;
      }
    }
    return new String(plain, 0, length, UTF_8);
  }

  private static int codePoint(byte[] bytes, int backslash, int to) {
    char first = unit(bytes, backslash + 2, to);
    if (!Character.isSurrogate(first)) {
      return first;
    }
    int next = backslash + LENGTH;
    if (next + LENGTH <= to && bytes[next] == '\\' && bytes[next + 1] == 'u') {
      char second = unit(bytes, next + 2, to);
      if (Character.isSurrogatePair(first, second)) {
        return Character.toCodePoint(first, second);
      }
    }
    throw new GivesUp();
  }

  /** What a character stands for behind a backslash. */
  private static char character(byte escape) {
    return switch (escape) {
      case '"', '\\', '/' -> (char) escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw new GivesUp();
    };
  }

  /** The UTF-16 unit of four hexadecimal digits. */
  private static char unit(byte[] bytes, int from, int to) {
    if (from + DIGITS > to) {
      throw new GivesUp();
    }
    int unit = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = Character.digit(bytes[i], HEX);
      if (digit < 0) {
        throw new GivesUp();
      }
      unit = HEX * unit + digit;
    }
    return (char) unit;
  }

  private static int encode(int codePoint, byte[] to, int at) {
    int next = at;
    if (codePoint < 0x80) {
      to[next++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      to[next++] = (byte) (0xC0 | (codePoint >> 6));
      to[next++] = continuation(codePoint);
    } else if (codePoint < 0x10000) {
      to[next++] = (byte) (0xE0 | (codePoint >> 12));
      to[next++] = continuation(codePoint >> 6);
      to[next++] = continuation(codePoint);
    } else {
      to[next++] = (byte) (0xF0 | (codePoint >> 18));
      to[next++] = continuation(codePoint >> 12);
      to[next++] = continuation(codePoint >> 6);
      to[next++] = continuation(codePoint);
    }
    return next;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
