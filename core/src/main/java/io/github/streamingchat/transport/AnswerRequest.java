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
 * @param messages the conversation up to the answer, without the answer itself, without questions
 *     that still wait for theirs and without what other answers are still writing: in order, but for an answer that had to wait for its turn, which
 *     stands right behind its question
 * @param attempt the number of this attempt, counted from 1
 * @param previousFailure why the attempt before failed, or null in the first one
 * @param resumed whether this attempt goes on where an earlier one broke off: what that one delivered
 *     was kept and must not be delivered again, unless by its id or its offset it can be known
 * @param lastEventId the id of the last event that was delivered, to resume after; empty if there is
 *     none or the attempt is not resumed
 * @param limits the bounds that hold for what comes back
 */
public record AnswerRequest(
    String conversationId,
    MessageId answerId,
    List<ChatMessage> messages,
    int attempt,
    @Nullable ChatError previousFailure,
    boolean resumed,
    String lastEventId,
    Limits limits) {
  /**
   * Copies the messages.
   *
   * @param conversationId the conversation
   * @param answerId the id of the answer's first message
   * @param messages the conversation up to the answer
   * @param attempt the number of this attempt
   * @param previousFailure why the attempt before failed
   * @param resumed whether this attempt goes on where an earlier one broke off
   * @param lastEventId the id of the last event that was delivered
   * @param limits the bounds that hold for what comes back
   */
  public AnswerRequest {
    Objects.requireNonNull(conversationId, "conversationId");
    Objects.requireNonNull(answerId, "answerId");
    Objects.requireNonNull(lastEventId, "lastEventId");
    Objects.requireNonNull(limits, "limits");
    messages = List.copyOf(messages);
  }

  /**
   * Asks for a whole answer.
   *
   * @param conversationId the conversation
   * @param answerId the id of the answer's first message
   * @param messages the conversation up to the answer
   * @param attempt the number of this attempt
   * @param previousFailure why the attempt before failed
   * @param limits the bounds that hold for what comes back
   */
  public AnswerRequest(
      String conversationId,
      MessageId answerId,
      List<ChatMessage> messages,
      int attempt,
      @Nullable ChatError previousFailure,
      Limits limits) {
    this(conversationId, answerId, messages, attempt, previousFailure, false, "", limits);
  }

  /**
   * Gives a key that is the same for all attempts at this answer, by which a server can know a
   * repeated request for what it is.
   *
   * @return the answer's id, as unique as the conversation's id generator makes it
   */
  public String idempotencyKey() {
    return answerId.value();
  }
}
