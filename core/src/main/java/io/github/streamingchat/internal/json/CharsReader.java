package io.github.streamingchat.internal.json;

import java.io.Reader;

/** Reads a text that is not to be copied as a whole. Not safe for use by several threads at once. */
final class CharsReader extends Reader {
  private final CharSequence text;
  private int at;

  CharsReader(CharSequence text) {
    this.text = text;
  }

  @Override
  public int read(char[] to, int offset, int length) {
    int count = Math.min(length, text.length() - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    text.subSequence(at, at + count).toString().getChars(0, count, to, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {}
}
