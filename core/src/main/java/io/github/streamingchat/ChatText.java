package io.github.streamingchat;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable text whose {@link #append} costs the length of the piece, not the length of the text. A
 * text and those it grew from share one append-only buffer: each sees its own prefix of it, and
 * characters below a text's length are never written again. Only the text that ends where the
 * buffer ends grows in place, decided under the buffer's lock; appending to any other copies it
 * once.
 *
 * <p>Equal to another {@code ChatText} by content. Immutable and thread-safe.
 */
public final class ChatText implements CharSequence {
  /** Stands where half a character was lost. */
  static final char REPLACEMENT = '\uFFFD';

  /** No characters. */
  public static final ChatText EMPTY = new ChatText(new Buffer(new char[0], Buffer.NEVER_GROWS), 0);

  private final Buffer buffer;
  private final int length;

  /**
   * Made when first asked for. A race makes it twice, with equal content; String is safe to publish
   * without synchronisation.
   */
  private @Nullable String string;

  private ChatText(Buffer buffer, int length) {
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
    if (text.length() == 0) {
      return EMPTY;
    }
    String string = text.toString();
    ChatText result = new ChatText(new Buffer(string.toCharArray()), string.length());
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
    if (piece.length() == 0) {
      return this;
    }
    requireRoomFor(piece.length());
    CharSequence added = frozen(piece);
    int total = length + added.length();
    if (buffer.claim(length, added)) {
      return new ChatText(buffer, total);
    }
    char[] own = Arrays.copyOf(buffer.chars, Buffer.roomFor(total));
    copy(added, own, length);
    return new ChatText(new Buffer(own, total), total);
  }

  private void requireRoomFor(int added) {
    if (added > Integer.MAX_VALUE - length) {
      throw new OutOfMemoryError(
          "a text of %d characters cannot grow by %d".formatted(length, added));
    }
  }

  /**
   * A piece as a value of ours. Other sequences may change while they are read, and run code of the
   * application, which must not happen under a lock.
   */
  static CharSequence frozen(CharSequence piece) {
    return piece instanceof String || piece instanceof ChatText ? piece : piece.toString();
  }

  private static void copy(CharSequence from, char[] to, int at) {
    if (from instanceof String string) {
      string.getChars(0, string.length(), to, at);
    } else {
      ChatText text = (ChatText) from;
      System.arraycopy(text.buffer.chars, 0, to, at, text.length);
    }
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
    return buffer.chars[index];
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
    return new String(buffer.chars, start, end - start);
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
    int end = beginning.length;
    return end <= length
        && (beginning.buffer == buffer
            || Arrays.equals(buffer.chars, 0, end, beginning.buffer.chars, 0, end));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof ChatText text) || text.length != length) {
      return false;
    }
    return text.buffer == buffer
        || Arrays.equals(buffer.chars, 0, length, text.buffer.chars, 0, length);
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
      made = new String(buffer.chars, 0, length);
      string = made;
    }
    return made;
  }

  /**
   * The shared characters. Two threads may try to grow the same text at once, so the end is claimed
   * under this object's lock. Readers take no lock: they hold a text, whose final field makes every
   * character written before it was made visible to them, and read no further than its length. An
   * array that became too small stays untouched, and its replacement begins with the same characters.
   */
  private static final class Buffer {
    static final int NEVER_GROWS = -1;
    private static final int LEAST_ROOM = 64;

    /** Replaced under the lock, read without it. */
    private volatile char[] chars;

    /** Guarded by the lock. */
    private int end;

    Buffer(char[] chars) {
      this(chars, chars.length);
    }

    Buffer(char[] chars, int end) {
      this.chars = chars;
      this.end = end;
    }

    static int roomFor(int length) {
      return Math.max(
          LEAST_ROOM, (int) Math.min(Integer.MAX_VALUE - 8L, (long) length + (length >> 1)));
    }

    synchronized boolean claim(int at, CharSequence piece) {
      if (at != end) {
        return false;
      }
      int total = at + piece.length();
      if (total > chars.length) {
        chars = Arrays.copyOf(chars, roomFor(total));
      }
      copy(piece, chars, at);
      end = total;
      return true;
    }
  }
}
