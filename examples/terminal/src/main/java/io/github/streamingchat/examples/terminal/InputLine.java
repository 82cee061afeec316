package io.github.streamingchat.examples.terminal;

import org.jline.utils.WCWidth;

/**
 * The line that is typed while an answer streams, from the characters that a terminal in raw mode
 * sends. Editing is by the end of the line only; the keys of the line editor that have no meaning
 * here, such as the arrows, are swallowed whole.
 *
 * <p>For one thread.
 */
final class InputLine {
  private static final char BACKSPACE = '\b';
  private static final char DELETE = 0x7F;
  private static final char ESCAPE = 0x1B;
  private static final char KILL_LINE = 0x15;
  private static final char KILL_WORD = 0x17;

  /** Where an escape sequence stands, after ECMA-48 5.4. */
  private enum Escape {
    NONE,
    BEGUN,
    PARAMETERS,
    LAST
  }

  private final StringBuilder text = new StringBuilder();
  private Escape escape = Escape.NONE;

  /**
   * Takes one character.
   *
   * @return true if it was the end of the line; the text stays until it is cleared
   */
  boolean type(char one) {
    if (escape != Escape.NONE) {
      escape = next(one);
      return false;
    }
    switch (one) {
      case '\r', '\n' -> {
        return true;
      }
      case ESCAPE -> escape = Escape.BEGUN;
      case BACKSPACE, DELETE -> text.setLength(lastCharacter());
      case KILL_LINE -> text.setLength(0);
      case KILL_WORD -> text.setLength(lastWord());
      default -> {
        if (!Character.isISOControl(one)) {
          text.append(one);
        }
      }
    }
    return false;
  }

  private Escape next(char one) {
    return switch (escape) {
      case BEGUN -> one == '[' ? Escape.PARAMETERS : one == 'O' ? Escape.LAST : Escape.NONE;
      case PARAMETERS -> one >= '@' && one <= '~' ? Escape.NONE : Escape.PARAMETERS;
      case LAST, NONE -> Escape.NONE;
    };
  }

  private int lastCharacter() {
    int last = 0;
    for (int index = 0; index < text.length(); ) {
      last = index;
      index += Math.max(1, WCWidth.charCountForGraphemeCluster(text, index));
    }
    return last;
  }

  private int lastWord() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    while (end > 0 && text.charAt(end - 1) != ' ') {
      end--;
    }
    return end;
  }

  String text() {
    return text.toString();
  }

  void clear() {
    text.setLength(0);
  }
}
