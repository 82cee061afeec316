package io.github.streamingchat.stream;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.Snapshot;

/** Whether a conversation ends in something that a peer can answer. */
final class Unanswered {
  private Unanswered() {}

  /**
   * Checks the last message: instructions of the application ask nothing, and an answer is one, unless
   * the result of a tool came behind its last words, or the peer paused in it.
   *
   * @throws ChatException if there is nothing to answer
   */
  static void require(Snapshot snapshot) {
    ChatMessage last = snapshot.size() == 0 ? null : snapshot.get(snapshot.size() - 1);
    if (last == null || last.role().equals(Role.SYSTEM)) {
      throw new ChatException(
          "conversation %s has nothing to answer: it %s; add a message or send one"
              .formatted(
                  snapshot.conversationId(), last == null ? "is empty" : "ends with instructions"));
    }
    if (last.role().equals(Role.ASSISTANT) && !endsWithToolResult(last) && !isPaused(last)) {
      throw new ChatException(
          "conversation %s has nothing to answer: its last message %s is an answer; add a tool's result or send a message, or regenerate the answer"
              .formatted(snapshot.conversationId(), last.id()));
    }
  }

  /** Peers have words of their own for a pause, such as Anthropic's {@code pause_turn}. */
  private static boolean isPaused(ChatMessage answer) {
    return answer.status() == MessageStatus.COMPLETED
        && answer
            .finishReason()
            .map(FinishReason::kind)
            .filter(
                kind -> kind == FinishReason.Kind.OTHER || kind == FinishReason.Kind.INTERRUPTED)
            .isPresent();
  }

  private static boolean endsWithToolResult(ChatMessage answer) {
    boolean open = false;
    for (Part part : answer.parts()) {
      if (part instanceof Part.ToolResult) {
        open = true;
      } else if (part instanceof Part.Text || part instanceof Part.ToolCall) {
        open = false;
      }
    }
    return open;
  }
}
