package io.github.streamingchat.internal.json;

import java.util.Arrays;

/**
 * What the frame before held, place by place: the names of its members and, where they were asked for,
 * the words that are their values. The next frame is mostly the same, and to see that a guess is right
 * takes less than to find where a string ends and which it is.
 *
 * <p>Not safe for use by several threads at once.
 */
final class LastFrame {
  /** Members that come after so many share a place. */
  private static final int MOST = 64;

  private static final Word NONE = new Word(new byte[0]);

  private Word[] names = {NONE, NONE, NONE, NONE};
  private Word[] words = names.clone();
  private int next;

  /** Another frame begins. */
  void restart() {
    next = 0;
  }

  /**
   * Finds the next member's name, which begins behind a quote.
   *
   * @return the member's place
   * @throws GivesUp if the name does not end, has an escape, or is long
   */
  int placeOf(byte[] bytes, int from, int end) {
    int place = Math.min(next++, MOST);
    if (place < names.length && isAt(names[place], bytes, from, end)) {
      return place;
    }
    int stop = StringEnds.first(bytes, from, end);
    if (stop == end || bytes[stop] != '"' || stop - from > Words.LONGEST) {
      throw new GivesUp();
    }
    makeRoomFor(place);
    names[place] = Words.of(bytes, from, stop);
    return place;
  }

  Word name(int place) {
    return names[place];
  }

  /** Whether the member's value, which begins behind a quote, is the word that it was. */
  boolean isWordAgain(int place, byte[] bytes, int from, int end) {
    return isAt(words[place], bytes, from, end);
  }

  Word word(int place) {
    return words[place];
  }

  void keepWord(int place, Word word) {
    words[place] = word;
  }

  private static boolean isAt(Word guess, byte[] bytes, int from, int end) {
    int stop = from + guess.length;
    return stop < end && bytes[stop] == '"' && guess.isAt(bytes, from);
  }

  private void makeRoomFor(int place) {
    int length = names.length;
    if (place >= length) {
      names = Arrays.copyOf(names, 2 * length);
      words = Arrays.copyOf(words, 2 * length);
      Arrays.fill(names, length, 2 * length, NONE);
      Arrays.fill(words, length, 2 * length, NONE);
    }
  }
}
