package io.github.streamingchat.examples.terminal;

import org.jline.utils.WCWidth;

/**
 * The line that is typed while an answer streams, from the characters that a terminal in raw mode
 * sends. Editing is by the end of the line only; the keys of the line editor that have no meaning
 * here, such as the arrows, are swallowed whole. A text that was entered too early is held here: the
 * next key goes on with it, unless it is the slash of a command, which gets a line of its own.
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

  /** Whether the text was entered and is only waiting. */
  private boolean held;

  /** The text that waits while a command is typed in its place; else empty. */
  private String aside = "";

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
      case BACKSPACE, DELETE -> shorten(lastCharacter());
      case KILL_LINE -> shorten(0);
      case KILL_WORD -> shorten(lastWord());
      default -> {
        if (!Character.isISOControl(one)) {
          append(one);
        }
      }
    }
    return false;
  }

  private void append(char one) {
    if (held && one == '/') {
      aside = text();
      text.setLength(0);
    }
    held = false;
    text.append(one);
  }

  private void shorten(int length) {
    held = false;
    text.setLength(length);
    if (length == 0) {
      clear();
    }
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

  /** Keeps the text, which was entered, for later. */
  void hold() {
    held = text.length() > 0;
  }

  /** Forgets the text; one that waits behind it comes back. */
  void clear() {
    text.setLength(0);
    text.append(aside);
    held = !aside.isEmpty();
    aside = "";
  }

  /** Gives what was typed and is no command in the place of it. */
  String draft() {
    return aside.isEmpty() ? text() : aside;
  }
}
