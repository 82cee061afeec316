package io.github.streamingchat.examples.web.limits;

import java.time.Duration;

/**
 * How often something may happen: so many at once, and then one each time a while has passed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param burst how many at once, at least 1
 * @param every how long until there is one more, more than zero
 */
public record Rate(int burst, Duration every) {
  /** What one session asks: 20 at once, then one every 3 s. */
  public static final Rate OF_SESSION = new Rate(20, Duration.ofSeconds(3));

  /** What one address asks, for there may be several people behind it: 60 at once, then one a second. */
  public static final Rate OF_ADDRESS = new Rate(60, Duration.ofSeconds(1));

  /**
   * Checks the values.
   *
   * @param burst how many at once
   * @param every how long until there is one more
   * @throws IllegalArgumentException if one is out of range
   */
  public Rate {
    if (burst < 1 || every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("no rate: " + burst + " and one every " + every);
    }
  }
}
