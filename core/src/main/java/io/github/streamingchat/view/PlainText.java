package io.github.streamingchat.view;

import java.io.IOException;

/**
 * Writes text for people and for any encoding, a stretch at a time: lines end with a line feed alone,
 * and U+FFFD stands for what a terminal would obey and for half of a surrogate pair.
 *
 * <p>Not safe for use by several threads at once.
 */
final class PlainText {
  private static final int CHUNK = 4096;
  private static final char NONE = 0;
  private static final char REPLACEMENT = '\uFFFD';

  private final Appendable to;
  private final StringBuilder chunk = new StringBuilder(CHUNK);
  private char before = '\n';

  /** The first half of a pair whose second is still to come. */
  private char high = NONE;

  PlainText(Appendable to) {
    this.to = to;
  }

  /** Writes a text; it is not copied as a whole. */
  PlainText add(CharSequence text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
    return this;
  }

  private void add(char c) throws IOException {
    if (Character.isLowSurrogate(c) && high != NONE) {
      put(high);
      put(c);
      high = NONE;
      return;
    }
    endPair();
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (c == '\r') {
      put('\n');
      before = c;
    } else if (c != '\n' || before != '\r') {
      put(isPlain(c) ? c : REPLACEMENT);
    } else {
      before = c; // the carriage return before it was the end of the line
    }
  }

  private static boolean isPlain(char c) {
    return c == '\n' || c == '\t' || !(Character.isISOControl(c) || Character.isLowSurrogate(c));
  }

  private void endPair() throws IOException {
    if (high != NONE) {
      high = NONE;
      put(REPLACEMENT);
    }
  }

  private void put(char c) throws IOException {
    chunk.append(c);
    before = c;
    if (chunk.length() >= CHUNK) {
      pass();
    }
  }

  /** Ends the line, unless nothing stands in it. */
  PlainText endLine() throws IOException {
    endPair();
    if (before != '\n' && before != '\r') {
      put('\n');
    }
    before = '\n';
    return this;
  }

  /** Gives on what was written. */
  void pass() throws IOException {
    to.append(chunk);
    chunk.setLength(0);
  }

  /** Gives a text as one line. */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.isISOControl(c)
          || Character.getType(c) == Character.LINE_SEPARATOR
          || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }
}
