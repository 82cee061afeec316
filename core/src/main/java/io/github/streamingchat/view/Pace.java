package io.github.streamingchat.view;

import java.time.Duration;
import java.util.Objects;

/**
 * How fast text is shown that arrived in bursts.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Pace {
  /** 60 characters a second, about four times as fast as most people read. */
  Pace DEFAULT = new Characters(60);

  /**
   * So many characters a second, each as a person sees it: a letter with its accents, or an emoji with
   * all that it is made of, is one.
   *
   * @param perSecond how many, more than 0
   */
  record Characters(double perSecond) implements Pace {
    /**
     * Checks the speed.
     *
     * @param perSecond how many
     * @throws IllegalArgumentException if it is not a number above 0
     */
    public Characters {
      requireSpeed(perSecond, "characters");
    }
  }

  /**
   * So many words a second, each with the space before it and as a whole. In scripts without spaces
   * between words, such as Chinese, each character counts as one, and what has no space for more than 32
   * characters, such as an address, comes in stretches.
   *
   * @param perSecond how many, more than 0
   */
  record Words(double perSecond) implements Pace {
    /**
     * Checks the speed.
     *
     * @param perSecond how many
     * @throws IllegalArgumentException if it is not a number above 0
     */
    public Words {
      requireSpeed(perSecond, "words");
    }
  }

  /**
   * As fast as it takes to show what has arrived within a while: bursts are smoothed, and the text is
   * never further behind than that.
   *
   * @param within how long the oldest text waits at most, more than zero
   */
  record Drain(Duration within) implements Pace {
    /**
     * Checks the time.
     *
     * @param within how long the oldest text waits at most
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Drain {
      Objects.requireNonNull(within, "within");
      if (within.isZero() || within.isNegative()) {
        throw new IllegalArgumentException("text cannot be shown within " + within);
      }
    }
  }

  private static void requireSpeed(double perSecond, String units) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(
          "text cannot be shown at %s %s a second".formatted(perSecond, units));
    }
  }
}
