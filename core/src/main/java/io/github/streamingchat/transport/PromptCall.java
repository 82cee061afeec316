package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.Part;
import org.jspecify.annotations.Nullable;

/** One tool call of a conversation, and what answers it. Not safe for use by several threads at once. */
final class PromptCall {
  /** What the model reads where no result is. */
  static final String UNANSWERED = "There is no result: this call was never answered.";

  private final Part.ToolCall call;
  private Part.@Nullable ToolResult result;
  private @Nullable Author author;
  private @Nullable TurnDraft turn;

  PromptCall(Part.ToolCall call) {
    this.call = call;
  }

  Part.ToolCall call() {
    return call;
  }

  boolean isProviderRun() {
    return call.providerRun();
  }

  /** Says that the call is told, and in which turn. */
  void sendIn(TurnDraft draft) {
    turn = draft;
  }

  boolean isSent() {
    return turn != null;
  }

  boolean isSentIn(TurnDraft draft) {
    return turn == draft;
  }

  boolean isAnswered() {
    return result != null;
  }

  void answer(Part.ToolResult given, @Nullable Author by) {
    result = given;
    author = by;
  }

  /** Who answered it, if a message of a tool did. */
  @Nullable
  Author author() {
    return author;
  }

  /** The result under the id by which the call is sent. */
  Part.ToolResult resultFor(String callId) {
    if (result == null) {
      return new Part.ToolResult(callId, UNANSWERED, true);
    }
    return result.callId().equals(callId)
        ? result
        : new Part.ToolResult(callId, result.result(), result.error());
  }
}
