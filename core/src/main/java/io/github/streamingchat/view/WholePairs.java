package io.github.streamingchat.view;

import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;

/**
 * Passes JSON on, with an escape for each half of a surrogate pair: no encoding has a form for it, and
 * outside of strings there is none.
 *
 * <p>Not safe for use by several threads at once.
 */
final class WholePairs extends Writer {
  private static final char NONE = 0;

  private final Appendable to;

  /** The first half of a pair whose second is still to come. */
  private char high = NONE;

  WholePairs(Appendable to) {
    this.to = to;
  }

  @Override
  public void write(char[] from, int offset, int length) throws IOException {
    int end = offset + length;
    int passed = offset;
    if (high != NONE && length > 0) {
      passed += endPair(from[offset]);
    }
    for (int at = passed; at < end; at++) {
      char c = from[at];
      if (Character.isSurrogate(c)) {
        boolean opens = Character.isHighSurrogate(c);
        if (opens && at + 1 < end && Character.isLowSurrogate(from[at + 1])) {
          at++;
          continue;
        }
        pass(from, passed, at);
        passed = at + 1;
        if (opens && passed == end) {
          high = c;
        } else {
          escape(c);
        }
      }
    }
    pass(from, passed, end);
  }

  /** Gives how many characters of what follows belong to the pair: 1 or 0. */
  private int endPair(char next) throws IOException {
    char first = high;
    high = NONE;
    if (!Character.isLowSurrogate(next)) {
      escape(first);
      return 0;
    }
    to.append(new String(new char[] {first, next}));
    return 1;
  }

  private void pass(char[] from, int start, int end) throws IOException {
    if (end > start) {
      to.append(CharBuffer.wrap(from, start, end - start));
    }
  }

  private void escape(char half) throws IOException {
    to.append("\\u%04X".formatted((int) half));
  }

  /** A half never ends JSON: a quotation mark follows it. */
  @Override
  public void flush() {}

  @Override
  public void close() {}
}
