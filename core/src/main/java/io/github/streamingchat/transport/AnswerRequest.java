package io.github.streamingchat.transport;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at an answer is to ask.
 *
 * <p>Immutable and thread-safe.
 *
 * @param conversationId the conversation
 * @param answerId the id of the answer's first message
 * @param messages the conversation up to the answer, in order, without the answer itself
 * @param attempt the number of this attempt, counted from 1
 * @param previousFailure why the attempt before failed, or null in the first one
 * @param limits the bounds that hold for what comes back
 */
public record AnswerRequest(
    String conversationId,
    MessageId answerId,
    List<ChatMessage> messages,
    int attempt,
    @Nullable ChatError previousFailure,
    Limits limits) {
  /**
   * Copies the messages.
   *
   * @param conversationId the conversation
   * @param answerId the id of the answer's first message
   * @param messages the conversation up to the answer
   * @param attempt the number of this attempt
   * @param previousFailure why the attempt before failed
   * @param limits the bounds that hold for what comes back
   */
  public AnswerRequest {
    Objects.requireNonNull(conversationId, "conversationId");
    Objects.requireNonNull(answerId, "answerId");
    Objects.requireNonNull(limits, "limits");
    messages = List.copyOf(messages);
  }
}
