package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code that Gemini writes and runs itself, told as calls of a tool that the provider runs and as
 * their results. A result belongs to the run of its id, or without one to the latest.
 */
final class GeminiCodeRuns {
  /** The tool's name. */
  static final String TOOL = "code_execution";

  private static final String OK = "OUTCOME_OK";

  private final DecodedMessage message;
  private @Nullable String latest;
  private int runs;
  private int results;

  GeminiCodeRuns(DecodedMessage message) {
    this.message = message;
  }

  void begin(Map<String, @Nullable Object> code, @Nullable String signature) {
    String id = idOf(code);
    String callId = id == null ? "code-" + runs : id;
    latest = callId;
    message.wholeToolCall(
        "code-" + runs++,
        callId,
        TOOL,
        code,
        true,
        new Part.Seal(GeminiDecoder.ISSUER, signature, null));
  }

  /** Gives false if there was no run. */
  boolean end(Map<String, @Nullable Object> result) {
    if (latest == null) {
      return false;
    }
    String id = idOf(result);
    message.put(
        "code-result-" + results++,
        new Part.ToolResult(id == null ? latest : id, result, !OK.equals(result.get("outcome"))));
    return true;
  }

  private static @Nullable String idOf(Map<String, @Nullable Object> members) {
    return members.get("id") instanceof String id && !id.isBlank() ? id : null;
  }
}
