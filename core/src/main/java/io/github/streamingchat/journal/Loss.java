package io.github.streamingchat.journal;

/**
 * A line of a journal that did not count when it was read, or not in full.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind how it came to be lost
 * @param line its number among the lines that are there, counted from 1
 * @param position where it begins, as the store counts: in a file its byte offset
 * @param why what is wrong with it
 * @param text what can be read of it, at most {@value #MOST_TEXT} UTF-16 units
 */
public record Loss(Kind kind, long line, long position, String why, String text) {
  /** How much of a line is kept. */
  public static final int MOST_TEXT = 4096;

  /** How a line can be lost. */
  public enum Kind {
    /**
     * The program or the machine ended while it was written. It was never {@linkplain
     * Journal#acknowledged() acknowledged}.
     */
    TORN,
    /** Something changed it, or lines beside it, after it was written. */
    DAMAGED
  }

  /**
   * Shortens the text.
   *
   * @param kind how it came to be lost
   * @param line its number
   * @param position where it begins
   * @param why what is wrong with it
   * @param text what can be read of it
   */
  public Loss {
    text = text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }

  /**
   * Describes the loss without the text.
   *
   * @return kind, place and reason
   */
  @Override
  public String toString() {
    return "%s line %d at %d: %s".formatted(kind, line, position, why);
  }
}
