package io.github.streamingchat.examples.terminal;

/**
 * Text without the characters that a terminal obeys. A model's answer may hold control characters,
 * with which it could move the cursor, set the window's title or worse.
 */
final class SafeText {
  private SafeText() {}

  /** Gives the text with line feeds and tabs, and a mark in the place of any other control character. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '\n' || one == '\t' || !Character.isISOControl(one)) {
        safe.append(one);
      } else if (one != '\r') {
        safe.append('\uFFFD');
      }
    }
    return safe.toString();
  }
}
