package io.github.streamingchat.stream;

import io.github.streamingchat.MessageId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link CancelHook} is to stop.
 *
 * <p>Immutable and thread-safe.
 *
 * @param conversationId the conversation
 * @param answer the id of the answer's first message
 * @param streamId the peer's id of the stream, if it told one
 * @param peerMessageIds the ids that the peer gave the answer's messages, as far as it did
 * @param cause CANCELLED, CLEARED or INTERRUPTED
 */
public record CancelledAnswer(
    String conversationId,
    MessageId answer,
    Optional<String> streamId,
    Set<String> peerMessageIds,
    LateCause cause) {
  /**
   * Copies the ids.
   *
   * @param conversationId the conversation
   * @param answer the id of the answer's first message
   * @param streamId the peer's id of the stream
   * @param peerMessageIds the ids that the peer gave the answer's messages
   * @param cause CANCELLED, CLEARED or INTERRUPTED
   */
  public CancelledAnswer {
    Objects.requireNonNull(conversationId, "conversationId");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(streamId, "streamId");
    Objects.requireNonNull(cause, "cause");
    peerMessageIds = Set.copyOf(peerMessageIds);
  }
}
