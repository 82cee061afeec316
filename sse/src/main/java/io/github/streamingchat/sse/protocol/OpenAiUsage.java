package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import org.jspecify.annotations.Nullable;

/** What OpenAI's formats tell an answer to have cost; each has its own names for the same counts. */
final class OpenAiUsage {
  private OpenAiUsage() {}

  /** Reads the value that is next; null if it is no object. */
  static @Nullable Usage read(JsonMembers json) {
    if (!json.enter()) {
      return null;
    }
    Long input = null;
    Long output = null;
    Long total = null;
    Long cached = null;
    Long reasoning = null;
    while (json.next()) {
      switch (json.name()) {
        case "prompt_tokens", "input_tokens" -> input = json.count();
        case "completion_tokens", "output_tokens" -> output = json.count();
        case "total_tokens" -> total = json.count();
        case "prompt_tokens_details", "input_tokens_details" ->
          cached = detail(json, "cached_tokens");
        case "completion_tokens_details", "output_tokens_details" ->
          reasoning = detail(json, "reasoning_tokens");
        default -> json.skip();
      }
    }
    return new Usage(input, output, total, cached, reasoning);
  }

  private static @Nullable Long detail(JsonMembers json, String wanted) {
    Long found = null;
    if (json.enter()) {
      while (json.next()) {
        if (json.name().equals(wanted)) {
          found = json.count();
        } else {
          json.skip();
        }
      }
    }
    return found;
  }
}
