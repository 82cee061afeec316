package io.github.streamingchat.websocket;

import java.time.Duration;

/**
 * How a silent connection is found out. When nothing has come for {@code interval} the peer is pinged;
 * when nothing of any kind has come within {@code patience} after that, the connection is given up. Not
 * even its end is sure to be told otherwise: the JDK loses it now and then.
 *
 * <p>Immutable and thread-safe.
 *
 * @param interval how long a connection may be silent before it is pinged, positive
 * @param patience how long after a ping any sign of life may take, positive
 */
public record Heartbeat(Duration interval, Duration patience) {
  /** Twenty seconds. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(20);

  /** Ten seconds. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  /** Both at their defaults. */
  public static final Heartbeat DEFAULTS = new Heartbeat(DEFAULT_INTERVAL, DEFAULT_PATIENCE);

  /**
   * Checks the ranges.
   *
   * @param interval how long a connection may be silent before it is pinged
   * @param patience how long after a ping any sign of life may take
   * @throws IllegalArgumentException if one of them is not positive, naming it
   */
  public Heartbeat {
    requirePositive("interval", interval);
    requirePositive("patience", patience);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "the %s of a heartbeat must be positive, but is %s".formatted(name, value));
    }
  }
}
