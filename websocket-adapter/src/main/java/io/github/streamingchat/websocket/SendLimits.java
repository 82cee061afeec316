package io.github.streamingchat.websocket;

import java.util.Objects;

/**
 * How much may wait to be sent over one connection, and what happens beyond that.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxMessages how many messages may wait, at least 1
 * @param maxBytes how many bytes of UTF-8 may wait, at least 1
 * @param overflow what happens beyond that
 */
public record SendLimits(int maxMessages, long maxBytes, Overflow overflow) {
  /** One thousand messages. */
  public static final int DEFAULT_MAX_MESSAGES = 1000;

  /** One mebibyte. */
  public static final long DEFAULT_MAX_BYTES = 1 << 20;

  /** Every value at its default, and {@link Overflow#REJECT}. */
  public static final SendLimits DEFAULTS =
      new SendLimits(DEFAULT_MAX_MESSAGES, DEFAULT_MAX_BYTES, Overflow.REJECT);

  /** What happens to a message for which there is no room. */
  public enum Overflow {
    /** It is refused. */
    REJECT,
    /** Those that have waited longest are given up for it. */
    DROP_OLDEST,
    /** The connection is given up: who cannot keep up with it is as good as gone. */
    CLOSE
  }

  /**
   * Checks the ranges.
   *
   * @param maxMessages how many messages may wait
   * @param maxBytes how many bytes of UTF-8 may wait
   * @param overflow what happens beyond that
   * @throws IllegalArgumentException if a number is below 1, naming it
   */
  public SendLimits {
    Objects.requireNonNull(overflow, "overflow");
    if (maxMessages < 1) {
      throw new IllegalArgumentException(
          "at least 1 message must be able to wait, not " + maxMessages);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("at least 1 byte must be able to wait, not " + maxBytes);
    }
  }
}
