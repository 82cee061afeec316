package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import org.jspecify.annotations.Nullable;

/** The member {@code error} of OpenAI's formats: an object, or with some compatible servers words. */
final class OpenAiError {
  private OpenAiError() {}

  /** Reads the value that is next; null if it tells no error. */
  static @Nullable ProviderError read(JsonMembers json) {
    if (!json.enter()) {
      String words = json.text();
      return words == null || words.isBlank() ? null : new ProviderError(words, null, null);
    }
    String message = null;
    String type = null;
    String code = null;
    while (json.next()) {
      switch (json.name()) {
        case "message" -> message = json.text();
        case "type" -> type = json.text();
        case "code" -> code = json.text();
        default -> json.skip();
      }
    }
    return new ProviderError(message, type, code);
  }
}
