package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates the words that providers and servers have for errors inside a stream. */
public final class ProviderErrors {
  private static final List<String> RATE_LIMITS =
      List.of("rate_limit", "429", "quota", "resource_exhausted");
  private static final List<String> REFUSED_KEYS =
      List.of("auth", "api_key", "permission", "401", "billing");
  private static final List<String> SERVER_FAULTS = List.of(
      "server",
      "overloaded",
      "api_error",
      "timeout",
      "unavailable",
      "internal",
      "deadline_exceeded");
  private static final List<String> WRONG_REQUESTS =
      List.of("invalid_request", "not_found", "invalid_argument", "failed_precondition");

  private ProviderErrors() {}

  /**
   * An error inside a stream; any of its members may be missing.
   *
   * @param message the peer's words
   * @param type the peer's name for the kind of error
   * @param code the peer's code
   */
  public record ProviderError(
      @Nullable String message,
      @Nullable String type,
      @Nullable String code) {
    /**
     * Takes an error that is words only.
     *
     * @param message the words
     * @return the error
     */
    public static ProviderError unstructured(String message) {
      return new ProviderError(message.isBlank() ? null : message, null, null);
    }

    /**
     * Takes the object of an error event.
     *
     * @param event a member {@code error} that holds the error or says it in words, or the error
     *     itself
     * @return the error
     */
    public static ProviderError of(Map<?, ?> event) {
      Map<?, ?> members = event.get("error") instanceof Map<?, ?> nested ? nested : event;
      String message = scalar(members, "message");
      return new ProviderError(
          message == null ? scalar(members, "error") : message,
          scalar(members, "type"),
          scalar(members, "code"));
    }

    private static @Nullable String scalar(Map<?, ?> members, String name) {
      Object value = members.get(name);
      return value instanceof String || value instanceof Number ? value.toString() : null;
    }
  }

  /**
   * Words an error.
   *
   * @param error what the peer reported
   * @return an error of the kind that its type and code tell
   */
  public static ChatError of(ProviderError error) {
    String words = (error.type() + " " + error.code()).toLowerCase(Locale.ROOT);
    Kind kind = kind(words);
    String code = error.code() != null ? error.code() : error.type();
    String said = error.message() == null ? "" : PeerWords.shown(error.message());
    String reason = said.isEmpty() ? "no reason was given" : said;
    return ChatError.builder(kind, "The provider reported an error: " + reason)
        .code(code == null ? null : PeerWords.shown(code))
        .retryable(isRetryable(kind, words))
        .build();
  }

  private static boolean isRetryable(Kind kind, String words) {
    return switch (kind) {
      case SERVER, CONNECTION -> true;
      // A quota that is used up does not come back by waiting a little.
      case RATE_LIMIT -> !words.contains("quota");
      // The server took the question; what failed is the model behind it.
      default -> kind == Kind.PROVIDER && words.startsWith("llm");
    };
  }

  private static Kind kind(String words) {
    if (hasOneOf(words, RATE_LIMITS)) {
      return Kind.RATE_LIMIT;
    }
    if (hasOneOf(words, REFUSED_KEYS)) {
      return Kind.AUTH;
    }
    if (hasOneOf(words, SERVER_FAULTS) || words.matches(".*\\b5\\d\\d\\b.*")) {
      return Kind.SERVER;
    }
    if (hasOneOf(words, WRONG_REQUESTS)) {
      return Kind.REQUEST;
    }
    return words.startsWith("connection") ? Kind.CONNECTION : Kind.PROVIDER;
  }

  private static boolean hasOneOf(String words, List<String> telling) {
    return telling.stream().anyMatch(words::contains);
  }
}
