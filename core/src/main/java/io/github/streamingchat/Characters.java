package io.github.streamingchat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters of a {@link TextBuffer}: a String until they grow, bytes until one is none of
 * Latin-1, then chars. Of an array only a beginning counts, and how much of it is not known here:
 * whoever reads or writes says so.
 *
 * <p>Safe to read by any thread up to where it was written before the thread came to know of it; to
 * be written by one thread at a time, and only behind what others read.
 */
sealed interface Characters {
  int LEAST_ROOM = 64;

  /** How many characters are copied at once where two kinds are compared. */
  int CHUNK = 1024;

  /** Gives one of the characters that were written. */
  char at(int index);

  /** Copies a range of the characters that were written. */
  String string(int start, int end);

  /**
   * Writes a piece behind the first {@code length} characters: in place if there is room and the kind
   * has such characters, else in a copy.
   *
   * @return what holds the characters and the piece
   */
  Characters with(int length, String piece);

  /** Copies the first {@code length} characters and a piece into one array with room for more. */
  Characters copyWith(int length, String piece);

  /**
   * Tells whether the first {@code length} characters are those of another. Strings are compared many
   * characters at a time, whatever the kind they were copied from, which pays for the copies.
   */
  default boolean beginsLike(Characters other, int length) {
    int from = 0;
    while (from < length) {
      int to = from + Math.min(CHUNK, length - from);
      if (!string(from, to).equals(other.string(from, to))) {
        return false;
      }
      from = to;
    }
    return true;
  }

  /** How large to make an array for a text of {@code length} that may grow on. */
  static int roomFor(int length) {
    long more = Math.max(LEAST_ROOM, (long) length + (length >> 1));
    return Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8L, more));
  }

  /** Characters that never grew: no array is made of them before somebody appends. */
  record OfString(String string) implements Characters {
    @Override
    public char at(int index) {
      return string.charAt(index);
    }

    @Override
    public String string(int start, int end) {
      return string.substring(start, end);
    }

    @Override
    public Characters with(int length, String piece) {
      return copyWith(length, piece);
    }

    @Override
    public Characters copyWith(int length, String piece) {
      String beginning = string.substring(0, length);
      int room = roomFor(length + piece.length());
      return Latin1.has(beginning) && Latin1.has(piece)
          ? new Latin1(new byte[room]).put(0, beginning).put(length, piece)
          : new Utf16(new char[room]).put(0, beginning).put(length, piece);
    }

    @Override
    public boolean beginsLike(Characters other, int length) {
      if (other instanceof OfString same
          && string.length() == length
          && same.string.length() == length) {
        return string.equals(same.string);
      }
      return Characters.super.beginsLike(other, length);
    }
  }

  /** Characters up to U+00FF, a byte each. */
  final class Latin1 implements Characters {
    private static final char LAST = '\u00FF';

    private final byte[] array;

    private Latin1(byte[] array) {
      this.array = array;
    }

    private static boolean has(String piece) {
      for (int i = 0; i < piece.length(); i++) {
        if (piece.charAt(i) > LAST) {
          return false;
        }
      }
      return true;
    }

    @Override
    public char at(int index) {
      return (char) (array[index] & LAST);
    }

    @Override
    public String string(int start, int end) {
      return new String(array, start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Characters with(int length, String piece) {
      boolean fits = length + piece.length() <= array.length && has(piece);
      return fits ? put(length, piece) : copyWith(length, piece);
    }

    @Override
    public Characters copyWith(int length, String piece) {
      int room = roomFor(length + piece.length());
      return has(piece)
          ? copy(length, room).put(length, piece)
          : wide(length, room).put(length, piece);
    }

    private Latin1 copy(int length, int room) {
      byte[] copy = new byte[room];
      System.arraycopy(array, 0, copy, 0, length);
      return new Latin1(copy);
    }

    private Utf16 wide(int length, int room) {
      char[] wide = new char[room];
      for (int i = 0; i < length; i++) {
        wide[i] = at(i);
      }
      return new Utf16(wide);
    }

    @SuppressWarnings("deprecation") // drops the high bytes, which are all 0 here
    private Latin1 put(int at, String piece) {
      piece.getBytes(0, piece.length(), array, at);
      return this;
    }

    @Override
    public boolean beginsLike(Characters other, int length) {
      return other instanceof Latin1 same
          ? Arrays.equals(array, 0, length, same.array, 0, length)
          : Characters.super.beginsLike(other, length);
    }
  }

  /** Any UTF-16 units, halves of characters as well. */
  final class Utf16 implements Characters {
    private final char[] array;

    private Utf16(char[] array) {
      this.array = array;
    }

    @Override
    public char at(int index) {
      return array[index];
    }

    @Override
    public String string(int start, int end) {
      return new String(array, start, end - start);
    }

    @Override
    public Characters with(int length, String piece) {
      boolean fits = length + piece.length() <= array.length;
      return fits ? put(length, piece) : copyWith(length, piece);
    }

    @Override
    public Characters copyWith(int length, String piece) {
      char[] copy = new char[roomFor(length + piece.length())];
      System.arraycopy(array, 0, copy, 0, length);
      return new Utf16(copy).put(length, piece);
    }

    private Utf16 put(int at, String piece) {
      piece.getChars(0, piece.length(), array, at);
      return this;
    }

    @Override
    public boolean beginsLike(Characters other, int length) {
      return other instanceof Utf16 same
          ? Arrays.equals(array, 0, length, same.array, 0, length)
          : Characters.super.beginsLike(other, length);
    }
  }
}
