package io.github.streamingchat.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal, as its store has it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where it begins, as the store counts: in a file its byte offset
 * @param text the line without its end, as far as it can be read
 * @param ended whether the line's end was there; false only of a last line that may be cut short
 * @param flaw why the text is not what was written, as far as the store can tell, or null
 */
public record JournalLine(
    long position, String text, boolean ended, @Nullable String flaw) {
  /**
   * Checks that there is a text.
   *
   * @param position where it begins
   * @param text the line without its end
   * @param ended whether the line's end was there
   * @param flaw why the text is not what was written
   */
  public JournalLine {
    Objects.requireNonNull(text, "text");
  }

  /**
   * Makes a line that is there as it was written.
   *
   * @param position where it begins
   * @param text the line without its end
   */
  public JournalLine(long position, String text) {
    this(position, text, true, null);
  }

  /**
   * Describes the line without its text.
   *
   * @return position and length
   */
  @Override
  public String toString() {
    return "JournalLine[position=%d, %d chars]".formatted(position, text.length());
  }
}
