package io.github.streamingchat.stream;

import java.math.BigDecimal;
import java.time.Duration;

/** Says how long a duration is, for a person: {@code 2 minutes}, not {@code PT2M}. */
final class InWords {
  private static final long SECONDS_IN_A_MINUTE = 60;
  private static final long SECONDS_IN_AN_HOUR = 3600;
  private static final int NANO_DIGITS = 9;

  private InWords() {}

  /** In the largest unit of which it is a whole number; seconds take a fraction. */
  static String of(Duration duration) {
    long seconds = duration.getSeconds();
    boolean whole = duration.getNano() == 0 && seconds != 0;
    if (whole && seconds % SECONDS_IN_AN_HOUR == 0) {
      return count(BigDecimal.valueOf(seconds / SECONDS_IN_AN_HOUR), "hour");
    }
    if (whole && seconds % SECONDS_IN_A_MINUTE == 0) {
      return count(BigDecimal.valueOf(seconds / SECONDS_IN_A_MINUTE), "minute");
    }
    BigDecimal fraction = BigDecimal.valueOf(duration.getNano(), NANO_DIGITS);
    return count(BigDecimal.valueOf(seconds).add(fraction).stripTrailingZeros(), "second");
  }

  private static String count(BigDecimal number, String unit) {
    return number.toPlainString() + " " + unit + (number.compareTo(BigDecimal.ONE) == 0 ? "" : "s");
  }
}
