package io.github.streamingchat.internal.peer;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait: {@code Retry-After} in seconds or as a date (RFC 9110, section
 * 10.2.3), or {@code retry-after-ms}, which some providers send beside it.
 */
public final class RetryAfter {
  private static final int MOST_DIGITS = 12;

  private RetryAfter() {}

  /**
   * Reads the wait.
   *
   * @param headers the response's headers
   * @param now the present time, for a date
   * @return the wait, zero or more, or null if the server asks for none
   */
  public static @Nullable Duration of(HttpHeaders headers, Instant now) {
    Optional<Duration> millis =
        headers.firstValue("retry-after-ms").flatMap(RetryAfter::number).map(Duration::ofMillis);
    return millis
        .or(() -> headers.firstValue("retry-after").flatMap(value -> standard(value, now)))
        .orElse(null);
  }

  private static Optional<Duration> standard(String value, Instant now) {
    return number(value).map(Duration::ofSeconds).or(() -> untilDate(value, now));
  }

  private static Optional<Long> number(String value) {
    String digits = value.strip();
    boolean isNumber = !digits.isEmpty()
        && digits.length() <= MOST_DIGITS
        && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return isNumber ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }

  private static Optional<Duration> untilDate(String value, Instant now) {
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip()));
      Duration wait = Duration.between(now, date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
