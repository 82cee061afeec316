package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.sse.internal.PeerWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates the words that OpenAI and compatible servers have for errors and for endings. */
final class OpenAiErrors {
  private OpenAiErrors() {}

  static ChatError of(OpenAiChunk.ProviderError error) {
    Kind kind = kind((error.type() + " " + error.code()).toLowerCase(Locale.ROOT));
    String code = error.code() != null ? error.code() : error.type();
    String said = error.message() == null ? "" : PeerWords.shown(error.message());
    String reason = said.isEmpty() ? "no reason was given" : said;
    return ChatError.builder(kind, "The provider reported an error: " + reason)
        .code(code == null ? null : PeerWords.shown(code))
        .retryable(kind == Kind.SERVER || (kind == Kind.RATE_LIMIT && !isQuota(code)))
        .build();
  }

  /** A quota that is used up does not come back by waiting a little. */
  private static boolean isQuota(@Nullable String code) {
    return code != null && code.contains("quota");
  }

  private static Kind kind(String words) {
    if (words.contains("rate_limit") || words.contains("429") || words.contains("quota")) {
      return Kind.RATE_LIMIT;
    }
    if (words.contains("auth")
        || words.contains("api_key")
        || words.contains("permission")
        || words.contains("401")) {
      return Kind.AUTH;
    }
    if (words.contains("server")
        || words.contains("overloaded")
        || words.matches(".*\\b5\\d\\d\\b.*")) {
      return Kind.SERVER;
    }
    if (words.contains("invalid_request") || words.contains("not_found")) {
      return Kind.REQUEST;
    }
    return Kind.PROVIDER;
  }

  static FinishReason finishReason(String word) {
    FinishReason.Kind kind = switch (word) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      default -> FinishReason.Kind.OTHER;
    };
    return new FinishReason(kind, word);
  }
}
