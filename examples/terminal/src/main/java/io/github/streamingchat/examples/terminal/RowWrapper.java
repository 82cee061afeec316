package io.github.streamingchat.examples.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a growing text into rows of a terminal, between words where that is possible and between the
 * characters of scripts without spaces. Only the last row can still change.
 *
 * <p>For one thread.
 */
public final class RowWrapper {
  /** What does not begin a row, after the rule called kinsoku. */
  private static final String CLOSING = "、。，．・：；？！」』）】〉》”’…";

  /** Joins emoji to one, also where the terminal shows each of them (UAX #29, GB11). */
  private static final char JOINER = '\u200D';

  private final Cells cells;
  private int width;

  /** The last row, not wider than the width unless one character alone is; spaces do not count. */
  private String tail = "";

  /**
   * Begins with an empty text.
   *
   * @param cells measures it
   * @param width of a row, in cells
   */
  public RowWrapper(Cells cells, int width) {
    this.cells = cells;
    this.width = width;
  }

  /**
   * Takes more text.
   *
   * @param text printable, and line feeds
   * @return the rows that are complete by it
   */
  public List<String> append(String text) {
    List<String> rows = new ArrayList<>();
    String rest = tail + text;
    int from = 0;
    for (int feed = rest.indexOf('\n'); feed >= 0; feed = rest.indexOf('\n', from)) {
      rows.add(fold(rest.substring(from, feed), rows).stripTrailing());
      from = feed + 1;
    }
    tail = fold(rest.substring(from), rows);
    return rows;
  }

  List<String> resize(int newWidth) {
    width = newWidth;
    return append("");
  }

  /**
   * Gives the row that may still grow.
   *
   * @return the last row; may be empty
   */
  public String tail() {
    return cells.firstOf(tail, width);
  }

  /** Puts the full rows of a line into a list, and gives what is left of it. */
  private String fold(String line, List<String> rows) {
    int from = 0;
    for (int end = rowEnd(line, from); end < line.length(); end = rowEnd(line, from)) {
      rows.add(line.substring(from, end).stripTrailing());
      from = end;
    }
    return line.substring(from);
  }

  /** Gives the index at which the row that begins at an index ends; the text's end if all fits. */
  private int rowEnd(String line, int from) {
    int used = 0;
    int lastBreak = from;
    boolean begun = false;
    for (int index = from; index < line.length(); index = cells.next(line, index)) {
      used += cells.width(line, index);
      boolean space = line.charAt(index) == ' ';
      if (begun && mayBreakBefore(line, index)) {
        lastBreak = index;
      }
      // Spaces hang over the edge unseen: whether they end the row, only the next word tells.
      if (used > width && index > from && !space) {
        return lastBreak == from ? index : lastBreak;
      }
      begun |= !space;
    }
    return line.length();
  }

  private boolean mayBreakBefore(String line, int index) {
    if (line.charAt(index) == ' ' || CLOSING.indexOf(line.charAt(index)) >= 0) {
      return false;
    }
    int before = line.offsetByCodePoints(index, -1);
    if (line.charAt(before) == JOINER) {
      return false;
    }
    return line.charAt(before) == ' '
        || cells.width(line, index) > 1
        || isIdeographic(line.codePointAt(before));
  }

  private static boolean isIdeographic(int codePoint) {
    return Character.isIdeographic(codePoint)
        || (codePoint >= 0x3000 && codePoint <= 0x30FF)
        || (codePoint >= 0xFF01 && codePoint <= 0xFF0F);
  }
}
