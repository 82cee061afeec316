package io.github.streamingchat.view;

/**
 * A stretch of a text that is code or a link. Places are UTF-16 indices into the whole text.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param from where it begins, with its marks such as back-ticks
 * @param to behind its end, with its marks
 * @param contentFrom where what it says begins, without the marks
 * @param contentTo behind the end of what it says
 * @param detail the language that a block of code names, the address of a link, or an empty text
 * @param open whether it may still grow, or turn out to be nothing
 */
public record Hint(
    Kind kind, int from, int to, int contentFrom, int contentTo, String detail, boolean open) {
  /** What a stretch of text can be. */
  public enum Kind {
    /** Lines between two fences of back-ticks or tildes (CommonMark 0.31, 4.5). */
    CODE_BLOCK,
    /** Code between back-ticks within a line or paragraph (CommonMark 0.31, 6.1). */
    CODE,
    /** An address that begins with {@code http://} or {@code https://}. */
    LINK
  }
}
