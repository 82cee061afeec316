package io.github.streamingchat.internal.json;

import java.util.Arrays;

/**
 * The names of a frame's members, in their order: those of the next frame are mostly the same, and to see
 * that a guess is right takes less than to find where a name ends and which it is.
 *
 * <p>Not safe for use by several threads at once.
 */
final class NameOrder {
  /** Those that come after so many share a place. */
  private static final int MOST = 64;

  private static final Word NONE = new Word(new byte[0]);

  private Word[] names = {NONE, NONE, NONE, NONE};
  private int next;

  /** Another frame begins. */
  void restart() {
    next = 0;
  }

  /**
   * Finds the name that begins behind a quote.
   *
   * @return where it is kept until another one comes
   * @throws GivesUp if it does not end, or has an escape
   */
  int placeOf(byte[] bytes, int from, int end) {
    int place = Math.min(next++, MOST);
    if (place < names.length && isNext(names[place], bytes, from, end)) {
      return place;
    }
    int stop = StringEnds.first(bytes, from, end);
    if (stop == end || bytes[stop] != '"') {
      throw new GivesUp();
    }
    keep(place, Words.of(bytes, from, stop));
    return place;
  }

  Word at(int place) {
    return names[place];
  }

  private static boolean isNext(Word guess, byte[] bytes, int from, int end) {
    int stop = from + guess.length;
    return stop < end && bytes[stop] == '"' && guess.isAt(bytes, from);
  }

  private void keep(int place, Word name) {
    while (place >= names.length) {
      int length = names.length;
      names = Arrays.copyOf(names, 2 * length);
      Arrays.fill(names, length, 2 * length, NONE);
    }
    names[place] = name;
  }
}
