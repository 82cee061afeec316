package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.Objects;

/**
 * The three clocks of an answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param connect from the start of an attempt to the first sign of life of the peer's answer:
 *     headers, a frame or a heartbeat
 * @param idle between two signs of life; heartbeats count
 * @param total for the whole answer over all its attempts, from its turn on if it has to wait for one
 */
public record Timeouts(Duration connect, Duration idle, Duration total) {
  /** Two minutes: local models read a long prompt before they answer. */
  public static final Duration DEFAULT_CONNECT = Duration.ofMinutes(2);

  /** Two minutes: models think in silence. */
  public static final Duration DEFAULT_IDLE = Duration.ofMinutes(2);

  /** Thirty minutes. */
  public static final Duration DEFAULT_TOTAL = Duration.ofMinutes(30);

  /** Every clock at its default. */
  public static final Timeouts DEFAULTS =
      new Timeouts(DEFAULT_CONNECT, DEFAULT_IDLE, DEFAULT_TOTAL);

  /**
   * Checks the ranges.
   *
   * @param connect from the start of an attempt to the first sign of life of the peer's answer
   * @param idle between two signs of life
   * @param total for the whole answer over all its attempts
   * @throws IllegalArgumentException if one of them is not positive, naming it
   */
  public Timeouts {
    requirePositive("connect", connect);
    requirePositive("idle", idle);
    requirePositive("total", total);
  }

  private static void requirePositive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "the %s timeout must be positive, but is %s".formatted(name, value));
    }
  }

  /**
   * Changes the first clock.
   *
   * @param newConnect positive
   * @return timeouts that are otherwise equal
   */
  public Timeouts withConnect(Duration newConnect) {
    return new Timeouts(newConnect, idle, total);
  }

  /**
   * Changes the second clock.
   *
   * @param newIdle positive
   * @return timeouts that are otherwise equal
   */
  public Timeouts withIdle(Duration newIdle) {
    return new Timeouts(connect, newIdle, total);
  }

  /**
   * Changes the third clock.
   *
   * @param newTotal positive
   * @return timeouts that are otherwise equal
   */
  public Timeouts withTotal(Duration newTotal) {
    return new Timeouts(connect, idle, newTotal);
  }
}
