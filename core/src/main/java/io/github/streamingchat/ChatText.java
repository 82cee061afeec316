package io.github.streamingchat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable text whose {@link #append} costs the length of the piece, not the length of the text. A
 * text and those it grew from share one append-only buffer: each sees its own prefix of it, and
 * characters below a text's length are never written again. Only the text that ends where the
 * buffer ends grows in place; appending to any other copies it once. A buffer holds a byte for each
 * character until one comes that is not of Latin-1, from then on two: for all texts that share it,
 * and for what is copied from them.
 *
 * <p>Equal to another {@code ChatText} by content. Immutable and thread-safe.
 */
public final class ChatText implements CharSequence {
  /** Stands where half a character was lost. */
  static final char REPLACEMENT = '\uFFFD';

  /** No characters. */
  public static final ChatText EMPTY = new ChatText(TextBuffer.EMPTY, 0);

  /** Holds more than this text, if others have grown from it. */
  final TextBuffer buffer;

  private final int length;

  /**
   * Made when first asked for. A race makes it twice, with equal content; String is safe to publish
   * without synchronisation.
   */
  private @Nullable String string;

  ChatText(TextBuffer buffer, int length) {
    this.buffer = buffer;
    this.length = length;
  }

  /**
   * Makes a text of characters.
   *
   * @param text the characters; a {@code ChatText} is returned as it is
   * @return the text
   */
  public static ChatText of(CharSequence text) {
    Objects.requireNonNull(text, "text");
    if (text instanceof ChatText same) {
      return same;
    }
    String string = frozen(text);
    if (string.isEmpty()) {
      return EMPTY;
    }
    ChatText result = new ChatText(TextBuffer.of(string), string.length());
    result.string = string;
    return result;
  }

  /**
   * Gives this text followed by a piece. This text stays as it is.
   *
   * @param piece the characters to add
   * @return the longer text, or this one if the piece is empty
   * @throws OutOfMemoryError if the result would pass 2^31-1 characters
   */
  public ChatText append(CharSequence piece) {
    TextBuffer.requireRoomFor(length, piece.length()); // before so much is copied
    String added = frozen(piece);
    if (added.isEmpty()) {
      return this;
    }
    return new ChatText(buffer.with(length, added), length + added.length());
  }

  /**
   * A piece as a value of ours. Other sequences may change while they are read, so nothing that was
   * asked of them before holds of it; and they run code of the application, which must not happen
   * under a lock.
   */
  static String frozen(CharSequence piece) {
    return piece.toString();
  }

  /**
   * Tells how much of a piece that follows this text ends with a whole character: all of it but the
   * lone surrogates at its end.
   */
  int wholeLengthOf(CharSequence piece) {
    int end = piece.length();
    while (end > 0 && Character.isSurrogate(piece.charAt(end - 1))) {
      char before = end > 1 ? piece.charAt(end - 2) : length > 0 ? charAt(length - 1) : 0;
      if (Character.isSurrogatePair(before, piece.charAt(end - 1))) {
        return end;
      }
      end--;
    }
    return end;
  }

  /** This text, with U+FFFD in the place of a lone surrogate at its very end. */
  ChatText endingWhole() {
    if (length == 0 || !Character.isSurrogate(charAt(length - 1))) {
      return this;
    }
    boolean pair = length > 1 && Character.isSurrogatePair(charAt(length - 2), charAt(length - 1));
    return pair ? this : new ChatText(buffer, length - 1).append("\uFFFD");
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    Objects.checkIndex(index, length);
    return buffer.at(index);
  }

  /**
   * Copies a range into a String.
   *
   * @param start the first index
   * @param end the index after the last
   * @return the characters between them
   * @throws IndexOutOfBoundsException if the range is not within this text
   */
  @Override
  public String subSequence(int start, int end) {
    Objects.checkFromToIndex(start, end, length);
    return buffer.string(start, end);
  }

  /**
   * Copies all that follows an offset: what a reader that has seen {@code offset} characters has yet
   * to see.
   *
   * @param offset 0 to {@link #length()}
   * @return the characters from the offset on
   * @throws IndexOutOfBoundsException if the offset is not within this text
   */
  public String since(int offset) {
    return subSequence(offset, length);
  }

  /**
   * Tells whether this text begins with another one. Where this one grew from the other that costs
   * nothing; otherwise the characters are compared.
   *
   * @param beginning the other text
   * @return whether it is the beginning of this one, or all of it
   */
  public boolean startsWith(ChatText beginning) {
    return beginning.length <= length && buffer.beginsLike(beginning.buffer, beginning.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof ChatText text
        && text.length == length
        && buffer.beginsLike(text.buffer, length);
  }

  /**
   * Hashes the content.
   *
   * @return the hash code of {@link #toString()}
   */
  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /**
   * Copies the whole text into a String, once; later calls give the same String.
   *
   * @return the characters
   */
  @Override
  public String toString() {
    String made = string;
    if (made == null) {
      made = buffer.string(0, length);
      string = made;
    }
    return made;
  }
}
