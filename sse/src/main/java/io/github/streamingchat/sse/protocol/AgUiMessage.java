package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of an agent's run. Not safe for use by several threads at once. */
final class AgUiMessage {
  /** The one text that a message has. */
  static final String TEXT = "content";

  private final JsonFrames frames;
  private final DecodedMessage told;
  private final Set<String> unanswered = new HashSet<>();
  private @Nullable FinishReason reason;

  AgUiMessage(JsonFrames frames, DecodedMessage told) {
    this.frames = frames;
    this.told = told;
  }

  DecodedMessage told() {
    return told;
  }

  void author(@Nullable String name) {
    if (name != null && !name.isBlank() && frames.isOpen()) {
      told.sink().author(Author.named(name));
    }
  }

  /** Metadata is merged shallowly; the reason why a model stopped has no other place in AG-UI. */
  void metadata(Map<String, @Nullable Object> members) {
    told.metadata(members);
    if (members.get("finishReason") instanceof String word && !word.isBlank()) {
      reason = new FinishReason(kind(word), word);
    }
  }

  private static FinishReason.Kind kind(String word) {
    return switch (word.replace('-', '_')) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "tool_calls" -> FinishReason.Kind.TOOL_CALLS;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      case "error" -> FinishReason.Kind.ERROR;
      default -> FinishReason.Kind.OTHER;
    };
  }

  void callBegan(String callId) {
    unanswered.add(callId);
  }

  void answer(Part.ToolResult result) {
    unanswered.remove(result.callId());
    told.put(result.callId(), result);
  }

  /**
   * Tells why the message ended. One with calls that the agent did not answer itself waits for their
   * results, unless there is a better reason.
   *
   * @param ofRun the reason of those that were given none
   */
  void finish(FinishReason ofRun) {
    FinishReason end = reason == null ? ofRun : reason;
    boolean isPlain =
        end.kind() == FinishReason.Kind.STOP || end.kind() == FinishReason.Kind.UNKNOWN;
    if (frames.isOpen()) {
      told.sink()
          .finish(
              isPlain && !unanswered.isEmpty()
                  ? new FinishReason(FinishReason.Kind.TOOL_CALLS, end.raw())
                  : end);
    }
  }

  /** Tells that the run paused, which is more than any reason of the message's own. */
  void interrupted(FinishReason pause) {
    reason = pause;
  }
}
