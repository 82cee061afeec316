package io.github.streamingchat;

import java.util.Objects;
import java.util.Optional;

/**
 * An answer that waits for its turn in a conversation.
 *
 * <p>Immutable and thread-safe.
 *
 * @param answer the id that the answer's first message will have; it is not in the conversation yet
 * @param userTurn the id of the user's message, which is, or empty if there is none
 */
public record WaitingAnswer(MessageId answer, Optional<MessageId> userTurn) {
  /**
   * Checks the ids.
   *
   * @param answer the id that the answer's first message will have
   * @param userTurn the id of the user's message
   */
  public WaitingAnswer {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(userTurn, "userTurn");
  }
}
