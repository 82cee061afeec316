package io.github.streamingchat.examples.terminal;

import org.jline.terminal.Terminal;
import org.jline.utils.WCWidth;

/**
 * How text takes up the cells of a terminal: what it shows as one character, and how wide that is.
 *
 * <p>Thread-safe.
 */
public final class Cells {
  private static final int TAB = 4;

  private final Terminal terminal;

  /**
   * Makes the measure of a terminal.
   *
   * @param terminal shows the text
   */
  public Cells(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Gives the index behind the character that begins at an index. */
  int next(CharSequence text, int index) {
    return index + Math.max(1, WCWidth.charCountForDisplay(text, index, terminal));
  }

  /** Gives the cells of the character that begins at an index. */
  int width(CharSequence text, int index) {
    return Math.max(0, WCWidth.wcwidthForDisplay(text, index, terminal));
  }

  /**
   * Gives the cells of a text.
   *
   * @param text one line, printable
   * @return how many it takes
   */
  public int width(CharSequence text) {
    int width = 0;
    for (int index = 0; index < text.length(); index = next(text, index)) {
      width += width(text, index);
    }
    return width;
  }

  /** Gives the end of a text that fits into a width. */
  String lastOf(String text, int width) {
    int left = width(text);
    int from = 0;
    while (left > width) {
      left -= width(text, from);
      from = next(text, from);
    }
    return text.substring(from);
  }

  /**
   * Gives the beginning of a text that fits into a width.
   *
   * @param text one line, printable
   * @param width in cells
   * @return as much of the text as fits
   */
  public String firstOf(String text, int width) {
    int used = 0;
    int to = 0;
    while (to < text.length() && used + width(text, to) <= width) {
      used += width(text, to);
      to = next(text, to);
    }
    return text.substring(0, to);
  }

  /**
   * Makes text safe to print, with spaces for tabs. Line feeds stay.
   *
   * @param text any text
   * @return the text without what a terminal would obey
   */
  public static String printable(String text) {
    return SafeText.of(text).replace("\t", " ".repeat(TAB));
  }
}
