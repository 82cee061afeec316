package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.sse.internal.Addresses;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request proves its sender's identity with: it goes to the origin that it was given for and
 * nowhere else, and into no words.
 *
 * <p>Immutable and thread-safe.
 */
final class Credentials {
  /** A word shorter than this is no secret, and would be hidden where it was not meant. */
  private static final int SHORTEST_SECRET = 8;

  private static final String HIDDEN = "***";

  /** Providers name their key's header as they like: {@code x-goog-api-key}, {@code X-Auth-Token}. */
  private static final List<String> TELLING = List.of(
      "auth", "key", "token", "secret", "cookie", "credential", "password", "session", "signature");

  /** Schemes of the Authorization header that are long enough to be taken for a secret. */
  private static final Set<String> SCHEMES = Set.of("Negotiate", "AWS4-HMAC-SHA256");

  private final List<String> secrets;

  private Credentials(List<String> secrets) {
    this.secrets = secrets;
  }

  static boolean isCredential(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return !name.equals("idempotency-key") && TELLING.stream().anyMatch(name::contains);
  }

  /** The secrets of a request: those of its headers, and those that its address holds. */
  static Credentials of(HttpRequest request) {
    List<String> values = new ArrayList<>();
    request.headers().map().forEach((name, each) -> {
      if (isCredential(name)) {
        each.forEach(value -> values.addAll(List.of(value.split("[\\s;,]+"))));
      }
    });
    URI uri = request.uri();
    Stream.of(uri.getRawUserInfo(), uri.getUserInfo())
        .filter(Objects::nonNull)
        .forEach(user -> values.addAll(List.of(user.split(":"))));
    Stream.of(uri.getRawQuery(), uri.getQuery())
        .filter(Objects::nonNull)
        .flatMap(query -> Stream.of(query.split("&")))
        .filter(parameter -> isCredential(parameter.split("=", 2)[0]))
        .forEach(values::add);
    return new Credentials(values.stream()
        // The value of name=value, and base64 without the padding that an echo may lack.
        .map(word -> word.replaceFirst("^[^=]*=(?=[^=])", "").replaceFirst("=+$", ""))
        .filter(word -> word.length() >= SHORTEST_SECRET && !SCHEMES.contains(word))
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList());
  }

  /** Hides the secrets in words, also one that the words break off in. */
  String hiddenIn(String words) {
    String safe = words;
    for (String secret : secrets) {
      safe = safe.replace(secret, HIDDEN);
      for (int length = secret.length() - 1; length >= SHORTEST_SECRET; length--) {
        if (safe.endsWith(secret.substring(0, length))) {
          safe = safe.substring(0, safe.length() - length) + HIDDEN;
        }
      }
    }
    return safe;
  }

  /** Hides the secrets in an error's message and code. */
  ChatError hiddenIn(ChatError error) {
    String message = hiddenIn(error.message());
    String code = error.code() == null ? null : hiddenIn(error.code());
    return message.equals(error.message()) && Objects.equals(code, error.code())
        ? error
        : ChatError.builder(error.kind(), message)
            .code(code)
            .cause(error.cause())
            .attempt(error.attempt())
            .retryAfter(error.retryAfter())
            .retryable(error.retryable())
            .build();
  }

  /** Whether a request that is sent elsewhere leaves credentials behind. */
  static boolean areLeftBehind(HttpRequest from, URI to) {
    return !Addresses.sameOrigin(from.uri(), to)
        && from.headers().map().keySet().stream().anyMatch(Credentials::isCredential);
  }
}
