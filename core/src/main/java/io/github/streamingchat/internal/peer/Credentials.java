package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request proves its sender's identity with: it goes to the origin that it was given for and
 * nowhere else, and into no words.
 *
 * <p>Immutable and thread-safe.
 */
public final class Credentials {
  /** A word shorter than this is no secret, and would be hidden where it was not meant. */
  private static final int SHORTEST_SECRET = 8;

  private static final String HIDDEN = "***";

  /** Providers name their key's header as they like: {@code x-goog-api-key}, {@code X-Auth-Token}. */
  private static final List<String> TELLING = List.of(
      "auth", "key", "token", "secret", "cookie", "credential", "password", "session", "signature");

  /** Schemes of the Authorization header that are long enough to be taken for a secret. */
  private static final Set<String> SCHEMES = Set.of("Negotiate", "AWS4-HMAC-SHA256");

  /** No secrets. */
  public static final Credentials NONE = new Credentials(List.of());

  private final List<String> secrets;

  private Credentials(List<String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Tells whether a header or a parameter holds a secret.
   *
   * @param header its name
   * @return whether its name says so
   */
  public static boolean isCredential(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return !name.equals("idempotency-key") && TELLING.stream().anyMatch(name::contains);
  }

  /**
   * Finds the secrets of a request.
   *
   * @param request the request
   * @return those of its headers, and those that its address holds
   */
  public static Credentials of(HttpRequest request) {
    return of(request.headers().map(), request.uri());
  }

  /**
   * Finds the secrets of a request whose headers have one value each.
   *
   * @param headers its headers
   * @param uri its address
   * @return those of the headers, and those that the address holds
   */
  public static Credentials ofHeaders(Map<String, String> headers, URI uri) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return of(lists, uri);
  }

  /**
   * Finds the secrets of a request.
   *
   * @param headers its headers
   * @param uri its address
   * @return those of the headers, and those that the address holds
   */
  public static Credentials of(Map<String, List<String>> headers, URI uri) {
    List<String> values = new ArrayList<>();
    headers.forEach((name, each) -> {
      if (isCredential(name)) {
        each.forEach(value -> values.addAll(List.of(value.split("[\\s;,]+"))));
      }
    });
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

  /**
   * Hides the secrets in words, also one that the words break off in.
   *
   * @param words what a peer said
   * @return the words with asterisks for each secret
   */
  public String hiddenIn(String words) {
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

  /**
   * Hides the secrets in an error's message and code.
   *
   * @param error an error with the peer's words
   * @return the error with asterisks for each secret
   */
  public ChatError hiddenIn(ChatError error) {
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

  /**
   * Tells whether a request that is sent elsewhere leaves credentials behind.
   *
   * @param from the request
   * @param to where a redirect sends it
   * @return whether it has credentials, and they are not for that place
   */
  public static boolean areLeftBehind(HttpRequest from, URI to) {
    return !Addresses.sameOrigin(from.uri(), to)
        && from.headers().map().keySet().stream().anyMatch(Credentials::isCredential);
  }
}
