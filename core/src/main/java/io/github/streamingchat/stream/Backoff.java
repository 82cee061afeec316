package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait before each next attempt: a base that is multiplied with each failure in a row, up
 * to a cap, and then spread at random so that clients that failed together do not come back together.
 *
 * <p>Immutable and thread-safe.
 *
 * @param base the wait after the first failure, positive
 * @param factor what each further failure in a row multiplies it with, at least 1
 * @param cap the longest wait, at least {@code base}
 * @param jitter how the wait is spread
 */
public record Backoff(Duration base, double factor, Duration cap, Jitter jitter) {
  /** One second. */
  public static final Duration DEFAULT_BASE = Duration.ofSeconds(1);

  /** Each wait twice as long as the one before. */
  public static final double DEFAULT_FACTOR = 2;

  /** Thirty seconds. */
  public static final Duration DEFAULT_CAP = Duration.ofSeconds(30);

  /** Every value at its default, with full jitter. */
  public static final Backoff DEFAULTS =
      new Backoff(DEFAULT_BASE, DEFAULT_FACTOR, DEFAULT_CAP, Jitter.FULL);

  /** How a wait is spread. */
  public enum Jitter {
    /** Anywhere between nothing and the whole wait, evenly. */
    FULL,
    /** Not at all. */
    NONE
  }

  /**
   * Checks the ranges.
   *
   * @param base the wait after the first failure
   * @param factor what each further failure multiplies it with
   * @param cap the longest wait
   * @param jitter how the wait is spread
   * @throws IllegalArgumentException if a value is out of its range, naming it
   */
  public Backoff {
    Objects.requireNonNull(jitter, "jitter");
    if (base.isZero() || base.isNegative()) {
      throw new IllegalArgumentException("the base must be positive, but is " + base);
    }
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("the factor must be at least 1, but is " + factor);
    }
    if (cap.compareTo(base) < 0) {
      throw new IllegalArgumentException("the cap %s is below the base %s".formatted(cap, base));
    }
  }

  /**
   * Gives the wait after a number of failures in a row.
   *
   * @param failures how many there were, at least 1
   * @param random where the jitter comes from
   * @return the wait, from zero to the cap
   */
  public Duration delay(int failures, RandomGenerator random) {
    return delay(base, failures, random);
  }

  /** The same from a base that a server gave, which may be zero, or far beyond the cap. */
  Duration delay(Duration from, int failures, RandomGenerator random) {
    double nanos = (double) nanos(from) * Math.pow(factor, failures - 1);
    long whole = (long) Math.min(nanos, (double) nanos(cap));
    return Duration.ofNanos(
        jitter == Jitter.FULL && whole < Long.MAX_VALUE ? random.nextLong(whole + 1) : whole);
  }

  /** What does not fit saturates. */
  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
