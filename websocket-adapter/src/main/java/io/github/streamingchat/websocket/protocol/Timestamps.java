package io.github.streamingchat.websocket.protocol;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The times that servers write: ISO 8601 with an offset, or without one and meant as UTC, and the
 * seconds or milliseconds since 1970, whole or not.
 */
final class Timestamps {
  /** As seconds this is the year 5138, as milliseconds 1973. */
  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final int LONGEST = 40;
  private static final int MOST_DIGITS = 18;

  private Timestamps() {}

  /** Reads a time; null if it is none. */
  static @Nullable Instant parse(String written) {
    if (written.length() > LONGEST || written.isEmpty()) {
      return null;
    }
    try {
      return written.indexOf('-', 1) > 0 && written.indexOf(':') > 0
          ? iso(written)
          : epoch(new BigDecimal(written));
    } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
      return null;
    }
  }

  private static Instant iso(String written) {
    String text = written.replace(' ', 'T');
    int time = text.indexOf('T');
    boolean hasOffset = text.endsWith("Z")
        || text.endsWith("z")
        || text.indexOf('+', time) > 0
        || text.indexOf('-', time) > 0;
    return hasOffset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant epoch(BigDecimal number) {
    if ((long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > LONGEST) {
      return null;
    }
    BigDecimal seconds =
        number.abs().compareTo(LEAST_MILLIS) >= 0 ? number.movePointLeft(3) : number;
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos);
  }
}
