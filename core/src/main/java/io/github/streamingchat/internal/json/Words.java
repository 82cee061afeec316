package io.github.streamingchat.internal.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Words that come again and again, such as the names of members, the type of an event and the name of a
 * model, so that each is one String however often it comes. A newcomer takes the place of what was there:
 * whatever peers send, no more is kept.
 *
 * <p>Thread-safe without a lock: a place holds some word or other, and a reader that finds another one
 * makes its own. That an object of final fields may be handed on by a race is said by JLS 17.5.
 */
final class Words {
  /** In bytes. */
  static final int LONGEST = 64;

  private static final int PLACES_BITS = 11;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final @Nullable Word[] KNOWN = new @Nullable Word[1 << PLACES_BITS];

  private Words() {}

  /** Gives the word of a range, which is not longer than {@link #LONGEST}. */
  static Word of(byte[] bytes, int from, int to) {
    int length = to - from;
    int place = place(bytes, from, length);
    Word known = KNOWN[place];
    if (known == null || known.length != length || !known.isAt(bytes, from)) {
      known = new Word(Arrays.copyOfRange(bytes, from, to));
      KNOWN[place] = known;
    }
    return known;
  }

  private static int place(byte[] bytes, int from, int length) {
    long mixed = (Word.first(bytes, from, length)
            ^ Long.rotateLeft(Word.last(bytes, from, length), 29)
            ^ length)
        * SPREAD;
    return (int) (mixed >>> (Long.SIZE - PLACES_BITS));
  }
}
