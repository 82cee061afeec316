package io.github.streamingchat;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The append-only characters that a text and those it grew from share. Each text is a beginning of
 * them, whose length it knows itself; only a text that ends where the buffer ends grows in place.
 *
 * <p>Any number of threads may try to grow the same text at once. Who moves {@code end} on from the
 * text's length, by one compare-and-set, has claimed what follows, and all others copy. Nobody else
 * can write until the claim is filled: that takes a text of the new length, and none is made before.
 * An empty piece would claim nothing and write all the same, so it never comes that far. So {@code
 * characters} needs no lock; a claim that was never filled, for want of memory, is only a buffer that
 * no longer grows.
 *
 * <p>Readers take no lock either. They hold a text or a tail, whose final field makes every character
 * that was written before it was made visible to them, and read no further than its length; the same
 * rule (JLS 17.5.1) shows the next claimant what the one before it wrote. An array that became too
 * small, or that could not hold a character, stays untouched, and its replacement is published by the
 * volatile field only when it begins with the same characters: a reader that finds bytes and one that
 * finds chars read the same.
 *
 * <p>Thread-safe.
 */
final class TextBuffer {
  /** No characters, and no end that a text could grow from. */
  static final TextBuffer EMPTY = new TextBuffer(new Characters.OfString(""), -1);

  private final AtomicInteger end;
  private volatile Characters characters;

  private TextBuffer(Characters characters, int end) {
    this.characters = characters;
    this.end = new AtomicInteger(end);
  }

  static TextBuffer of(String text) {
    return text.isEmpty() ? EMPTY : new TextBuffer(new Characters.OfString(text), text.length());
  }

  /**
   * Puts a piece behind the first {@code length} characters.
   *
   * @return this buffer, or a new one if something else follows them here already
   * @throws OutOfMemoryError if that would pass 2^31-1 characters
   */
  @SuppressWarnings("ReferenceEquality") // whether they are the same array or another one
  TextBuffer with(int length, String piece) {
    if (piece.isEmpty()) {
      return this;
    }
    requireRoomFor(length, piece.length());
    int total = length + piece.length();
    boolean claimed = end.compareAndSet(length, total);
    Characters now = characters;
    if (!claimed) {
      return new TextBuffer(now.copyWith(length, piece), total);
    }
    Characters longer = now.with(length, piece);
    if (longer != now) {
      characters = longer;
    }
    return this;
  }

  static void requireRoomFor(int length, int added) {
    if (added > Integer.MAX_VALUE - length) {
      throw new OutOfMemoryError(
          "a text of %d characters cannot grow by %d".formatted(length, added));
    }
  }

  char at(int index) {
    return characters.at(index);
  }

  String string(int start, int end) {
    return characters.string(start, end);
  }

  /** Tells whether two texts of that length, one of each buffer, are equal. */
  boolean beginsLike(TextBuffer other, int length) {
    return this == other || characters.beginsLike(other.characters, length);
  }
}
