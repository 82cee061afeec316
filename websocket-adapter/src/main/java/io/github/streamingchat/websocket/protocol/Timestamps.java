package io.github.streamingchat.websocket.protocol;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
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

  /** The offset with a colon, without one, or in hours alone. */
  private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
      .optionalStart()
      .appendOffset("+HH:MM", "Z")
      .optionalEnd()
      .optionalStart()
      .appendOffset("+HHmm", "Z")
      .optionalEnd()
      .toFormatter(Locale.ROOT)
      .withChronology(IsoChronology.INSTANCE)
      .withResolverStyle(ResolverStyle.STRICT);

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
    TemporalAccessor time =
        ISO.parseBest(written.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime withOffset
        ? withOffset.toInstant()
        : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
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
