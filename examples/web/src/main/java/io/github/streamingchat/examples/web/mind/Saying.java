package io.github.streamingchat.examples.web.mind;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to say to one question, and how.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the words
 * @param length how long it was meant to be, in UTF-16 units
 * @param characters how many code points a piece has
 * @param interval how long to wait from one piece to the next
 * @param failure what ends it in the middle, or null if it is said to the end
 */
record Saying(
    String text,
    int length,
    int characters,
    Duration interval,
    @Nullable ChatError failure) {
  /** Faster than the page types, so that pacing has something to do. */
  private static final int CHARACTERS = 12;

  private static final Duration INTERVAL = Duration.ofMillis(60);

  static Saying of(String text) {
    return new Saying(text, text.length(), CHARACTERS, INTERVAL, null);
  }

  Saying pace(int newCharacters, Duration newInterval) {
    return new Saying(text, length, newCharacters, newInterval, failure);
  }

  Saying failing(ChatError why) {
    return new Saying(text.substring(0, middle()), length, characters, interval, why);
  }

  /** Not within a character. */
  private int middle() {
    int middle = text.length() / 2;
    return Character.isLowSurrogate(text.charAt(middle)) ? middle - 1 : middle;
  }
}
