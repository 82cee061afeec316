package io.github.streamingchat.sse;

import static io.github.streamingchat.internal.bytes.EightBytes.HIGH_BITS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.internal.bytes.EightBytes;

/**
 * UTF-8 as the Encoding standard has it, in both directions. The JDK differs twice: it decodes an
 * encoded surrogate ({@code ED A0 80}) to one U+FFFD where the standard's maximal subparts give
 * three, and it encodes a lone surrogate as a question mark.
 *
 * <p>Stateless and thread-safe.
 */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** Decodes a range. The JDK's decoder is right, and fast, whenever it had nothing to replace. */
  static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeExactly(bytes, offset, offset + length);
  }

  /**
   * Decodes a range of which one part is likely not to be ASCII, as JSON with a word of Chinese in it.
   * The JDK's decoder goes byte by byte from the first such byte to the end of the range, and twice
   * over what is before it, so it is given that part alone. A part that ASCII follows decodes as if
   * nothing followed.
   */
  static String decodeEnclosed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int from = firstBeyondAscii(bytes, offset, end);
    if (from == end) {
      return new String(bytes, offset, length, ISO_8859_1);
    }
    int to = endOfLastBeyondAscii(bytes, end);
    if (to - from > length / 2) {
      return decode(bytes, offset, length);
    }
    return new String(bytes, offset, from - offset, ISO_8859_1)
        + decode(bytes, from, to - from)
        + new String(bytes, to, end - to, ISO_8859_1);
  }

  private static int firstBeyondAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES) {
      long beyond = EightBytes.at(bytes, at) & HIGH_BITS;
      if (beyond != 0) {
        return at + EightBytes.first(beyond);
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The place behind the last byte beyond ASCII, of which there is one. */
  private static int endOfLastBeyondAscii(byte[] bytes, int to) {
    int at = to;
    while (at >= Long.BYTES) {
      long beyond = EightBytes.at(bytes, at - Long.BYTES) & HIGH_BITS;
      if (beyond != 0) {
        return at - Long.BYTES + EightBytes.last(beyond) + 1;
      }
      at -= Long.BYTES;
    }
    while (bytes[at - 1] >= 0) {
      at--;
    }
    return at;
  }

  /** The UTF-8 decoder of the Encoding standard, section 8.1.1, with its names. */
  private static String decodeExactly(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int codePoint = 0;
    int needed = 0;
    int lower = 0x80;
    int upper = 0xBF;
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xFF;
      if (needed == 0) {
        if (b < 0x80) {
          text.append((char) b);
        } else if (b < 0xC2 || b > 0xF4) {
          text.append(REPLACEMENT);
        } else {
          needed = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
          codePoint = b & (0x3F >> needed);
          lower = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
          upper = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        }
      } else if (b < lower || b > upper) {
        text.append(REPLACEMENT);
        needed = 0;
        i--; // the byte that does not belong starts anew
      } else {
        lower = 0x80;
        upper = 0xBF;
        codePoint = (codePoint << 6) | (b & 0x3F);
        if (--needed == 0) {
          text.appendCodePoint(codePoint);
        }
      }
    }
    if (needed != 0) {
      text.append(REPLACEMENT);
    }
    return text.toString();
  }

  /** Encodes a text, which is changed where it holds lone surrogates: they become U+FFFD. */
  static byte[] encode(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          i++;
        } else {
          text.setCharAt(i, REPLACEMENT);
        }
      }
    }
    return text.toString().getBytes(UTF_8);
  }
}
