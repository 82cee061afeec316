package io.github.streamingchat.internal.stored;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/** How a length of time is written: in seconds, to the nanosecond. Stateless and thread-safe. */
public final class Seconds {
  private static final int NANO_DIGITS = 9;

  /** The digits of the most seconds that a {@link Duration} has. */
  private static final int LONGEST = 19;

  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(NANO_DIGITS);

  private Seconds() {}

  /**
   * Writes a length of time.
   *
   * @param duration the time
   * @return its seconds, without needless zeros
   */
  public static BigDecimal of(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
    return seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros();
  }

  /**
   * Reads a length of time; digits below the nanosecond are dropped.
   *
   * @param seconds what was written
   * @return the time
   * @throws ArithmeticException if it is too long for a {@link Duration}
   */
  public static Duration duration(BigDecimal seconds) {
    long wholeDigits = (long) seconds.precision() - seconds.scale();
    if (wholeDigits > LONGEST) { // the zeros of 1e999999999 would fill the memory
      throw new ArithmeticException("longer than any time");
    }
    if (wholeDigits < -NANO_DIGITS) {
      return Duration.ZERO;
    }
    BigInteger[] parts = seconds
        .movePointRight(NANO_DIGITS)
        .setScale(0, RoundingMode.DOWN)
        .toBigIntegerExact()
        .divideAndRemainder(NANOS_PER_SECOND);
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
