package io.github.streamingchat.examples.web.wire;

import io.github.streamingchat.ChatError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why an answer failed, as the page is told: the library's own words, which are safe to show. */
public final class ErrorJson {
  private ErrorJson() {}

  /**
   * Describes an error. Its cause stays here.
   *
   * @param error the error
   * @return type, message and attempt
   */
  public static Map<String, @Nullable Object> of(ChatError error) {
    return Json.object(
        "type", type(error.kind()), "message", error.message(), "attempt", error.attempt());
  }

  private static String type(ChatError.Kind kind) {
    return switch (kind) {
      case CONNECTION, TIMEOUT, TRUNCATED -> "connection";
      case PROVIDER -> "llm";
      case RATE_LIMIT -> "rate_limit";
      case LIMIT -> "too_large";
      case AUTH, REQUEST, SERVER, PROTOCOL, APPLICATION -> "server";
    };
  }
}
