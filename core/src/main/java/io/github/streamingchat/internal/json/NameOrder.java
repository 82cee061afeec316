package io.github.streamingchat.internal.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of a frame's members, in their order: those of the next frame are mostly the same, and to see
 * that a guess is right takes less than to find where a name ends and which it is.
 *
 * <p>Not safe for use by several threads at once.
 */
final class NameOrder {
  private static final int MOST = 64;

  private @Nullable Word[] names = new @Nullable Word[8];
  private int next;

  /** Another frame begins. */
  void restart() {
    next = 0;
  }

  /**
   * Gives the name that begins behind a quote.
   *
   * @throws GivesUp if it does not end, or has an escape
   */
  Word at(byte[] bytes, int from, int end) {
    int place = next++;
    Word guess = place < names.length ? names[place] : null;
    if (guess != null && isNext(guess, bytes, from, end)) {
      return guess;
    }
    int stop = StringEnds.first(bytes, from, end);
    if (stop == end || bytes[stop] != '"') {
      throw new GivesUp();
    }
    Word name = Words.of(bytes, from, stop);
    keep(place, name);
    return name;
  }

  private static boolean isNext(Word guess, byte[] bytes, int from, int end) {
    int stop = from + guess.length;
    return stop < end && bytes[stop] == '"' && guess.isAt(bytes, from);
  }

  private void keep(int place, Word name) {
    if (place < MOST) {
      if (place == names.length) {
        names = Arrays.copyOf(names, 2 * place);
      }
      names[place] = name;
    }
  }
}
