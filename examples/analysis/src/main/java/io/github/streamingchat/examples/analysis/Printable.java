package io.github.streamingchat.examples.analysis;

/**
 * Text that a terminal only shows. Cells, names, SQL and answers come from files and models, and may
 * hold characters that move the cursor, or that turn the order of others around.
 */
final class Printable {
  private static final char MARK = '\uFFFD';

  private Printable() {}

  /** Gives the text with its line feeds, and a mark in the place of what would be obeyed. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '\t') {
        safe.append(' ');
      } else if (one != '\r') {
        safe.append(one == '\n' || !isObeyed(one) ? one : MARK);
      }
    }
    return safe.toString();
  }

  /** Gives the text on one line. */
  static String line(String text) {
    return text(text).replace('\n', ' ');
  }

  /** Control characters, and those that set the direction of text (Unicode TR 9, section 2). */
  private static boolean isObeyed(char one) {
    return Character.isISOControl(one)
        || (one >= '\u202A' && one <= '\u202E')
        || (one >= '\u2066' && one <= '\u2069')
        || one == '\u2028'
        || one == '\u2029';
  }
}
