package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a status that is no answer into words: what the server said or its status means, where, and
 * what to do about it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param address what was asked
 * @param credentials what must not be shown
 * @param home the address that the credentials are for, if a redirect left them behind, or null
 */
public record StatusFailures(
    URI address, Credentials credentials, @Nullable URI home) {
  /**
   * What came.
   *
   * @param status the status
   * @param headers the headers
   * @param body the beginning of the body, empty if there is none
   */
  public record Response(int status, HttpHeaders headers, String body) {}

  private static final long SECONDS_PER_MINUTE = 60;
  private static final long MINUTES_PER_HOUR = 60;

  /**
   * Words a status.
   *
   * @param response what came
   * @param kind the kind of the error
   * @param mayPass whether the status is one that may pass; the server may say otherwise
   * @param now the present time
   * @return the error, still without its cause
   */
  public ChatError.Builder status(Response response, Kind kind, boolean mayPass, Instant now) {
    int status = response.status();
    HttpHeaders headers = response.headers();
    ErrorBody said = ErrorBody.of(headers.firstValue("Content-Type").orElse(""), response.body());
    String words = shown(said.message());
    String code = shown(said.code());
    boolean retryable = isRetryable(status, mayPass, headers, code);
    Duration wait = RetryAfter.of(headers, now);
    String advice = wait != null && retryable
        ? "; try again " + in(wait)
        : advice(status, headers, retryable, isQuota(code));
    String where = "(HTTP %d from %s)".formatted(status, Addresses.shown(address));
    String what = words == null
        ? "%s%s %s.".formatted(StatusWords.of(status).problem(), advice, where)
        : "%s %s%s.".formatted(withoutFullStop(words), where, advice);
    return ChatError.builder(kind, what)
        .code(code == null ? "http_" + status : code)
        .retryAfter(wait)
        .retryable(retryable);
  }

  private static boolean isRetryable(
      int status, boolean mayPass, HttpHeaders headers, @Nullable String code) {
    Optional<Boolean> word = status < 400
        ? Optional.empty()
        : headers.firstValue("x-should-retry").flatMap(StatusFailures::trueOrFalse);
    return word.orElse(mayPass && !isQuota(code));
  }

  private static Optional<Boolean> trueOrFalse(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A quota that is used up does not come back by waiting a little. */
  private static boolean isQuota(@Nullable String code) {
    return code != null && code.contains("quota");
  }

  private @Nullable String shown(@Nullable String words) {
    String safe = words == null ? "" : PeerWords.shown(credentials.hiddenIn(words));
    return safe.isEmpty() ? null : safe;
  }

  private static String withoutFullStop(String said) {
    return said.endsWith(".") && !said.endsWith("..") ? said.substring(0, said.length() - 1) : said;
  }

  /** Rounded up: who comes too early is sent away again. */
  private static String in(Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    if (seconds == 0) {
      return "now";
    }
    if (seconds < 2 * SECONDS_PER_MINUTE) {
      return "in " + seconds + (seconds == 1 ? " second" : " seconds");
    }
    long minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
    return minutes < 2 * MINUTES_PER_HOUR
        ? "in " + minutes + " minutes"
        : "in " + (minutes + MINUTES_PER_HOUR - 1) / MINUTES_PER_HOUR + " hours";
  }

  /** What to do, behind a semicolon, or nothing. */
  private String advice(int status, HttpHeaders headers, boolean retryable, boolean quota) {
    if (home != null && (status == 401 || status == 403)) {
      return "; a redirect from %s led here, where its key was not sent: ask this address itself"
          .formatted(Addresses.shown(home));
    }
    if (quota && !retryable) {
      return "; check the account's quota and billing";
    }
    if (status >= 300 && status < 400) {
      return elsewhere(headers);
    }
    String advice = StatusWords.of(status).advice();
    return advice.isEmpty() ? "" : "; " + advice;
  }

  private String elsewhere(HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .filter(location -> !location.isBlank())
        .map(location -> "; use the address it names: " + named(location.strip()))
        .orElse(", but it names no address; check the URL");
  }

  /** A location may be relative to the request's address (RFC 9110, section 10.2.2). */
  private String named(String location) {
    try {
      URI named = address.resolve(location);
      return named.getHost() == null ? Addresses.shown(location) : Addresses.shown(named);
    } catch (IllegalArgumentException notAnAddress) {
      return Addresses.shown(location);
    }
  }
}
