package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.Author;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What frames of every type may say of themselves. Each of it may be missing.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the message or stream that the frame belongs to
 * @param sessionId the conversation
 * @param sender who speaks, such as {@code user} or {@code ai}
 * @param agent which agent speaks: {@code agentId}, {@code agentName} and {@code agentType}, and
 *     {@code agentAvatar}, an extension; one that says nothing counts as none
 * @param replyTo the message that this one answers
 * @param timestamp when the frame was made
 * @param metadata the members of {@code metadata}; never null. Left out is what other fields say:
 *     {@code reply_to}, {@code has_error} and {@code streaming}
 */
public record Envelope(
    @Nullable String id,
    @Nullable String sessionId,
    @Nullable String sender,
    @Nullable Author agent,
    @Nullable String replyTo,
    @Nullable Instant timestamp,
    Map<String, @Nullable Object> metadata) {
  /** Members of {@code metadata} that are fields here, or flags of the frame. */
  static final Set<String> SAID_ELSEWHERE = Set.of("reply_to", "replyTo", "has_error", "streaming");

  private static final Author NOBODY = new Author(null, null, null, null);

  /** Says nothing. */
  public static final Envelope EMPTY = new Envelope(null, null, null, null, null, null, Map.of());

  /**
   * Copies the metadata.
   *
   * @param id the message or stream that the frame belongs to
   * @param sessionId the conversation
   * @param sender who speaks
   * @param agent which agent speaks
   * @param replyTo the message that this one answers
   * @param timestamp when the frame was made
   * @param metadata further members
   */
  public Envelope {
    agent = NOBODY.equals(agent) ? null : agent;
    metadata = metadata.isEmpty() ? Map.of() : others(metadata);
  }

  private static Map<String, @Nullable Object> others(Map<String, @Nullable Object> metadata) {
    Map<String, @Nullable Object> others = new LinkedHashMap<>(metadata);
    others.keySet().removeAll(SAID_ELSEWHERE);
    return Collections.unmodifiableMap(others);
  }

  /**
   * Begins an envelope.
   *
   * @param id the message or stream that the frame belongs to
   * @param sessionId the conversation, or null
   * @return an envelope that says no more than that
   */
  public static Envelope of(String id, @Nullable String sessionId) {
    return EMPTY.withId(Objects.requireNonNull(id, "id")).withSessionId(sessionId);
  }

  /**
   * Sets the id.
   *
   * @param newId the message or stream that the frame belongs to
   * @return a changed copy
   */
  public Envelope withId(@Nullable String newId) {
    return new Envelope(newId, sessionId, sender, agent, replyTo, timestamp, metadata);
  }

  /**
   * Sets the conversation.
   *
   * @param newSessionId the conversation
   * @return a changed copy
   */
  public Envelope withSessionId(@Nullable String newSessionId) {
    return new Envelope(id, newSessionId, sender, agent, replyTo, timestamp, metadata);
  }

  /**
   * Sets who speaks.
   *
   * @param newSender such as {@code user}
   * @return a changed copy
   */
  public Envelope withSender(@Nullable String newSender) {
    return new Envelope(id, sessionId, newSender, agent, replyTo, timestamp, metadata);
  }

  /**
   * Sets which agent speaks.
   *
   * @param newAgent the agent
   * @return a changed copy
   */
  public Envelope withAgent(@Nullable Author newAgent) {
    return new Envelope(id, sessionId, sender, newAgent, replyTo, timestamp, metadata);
  }

  /**
   * Sets what this answers.
   *
   * @param newReplyTo the id of a message
   * @return a changed copy
   */
  public Envelope withReplyTo(@Nullable String newReplyTo) {
    return new Envelope(id, sessionId, sender, agent, newReplyTo, timestamp, metadata);
  }

  /**
   * Sets the time.
   *
   * @param newTimestamp when the frame was made
   * @return a changed copy
   */
  public Envelope withTimestamp(@Nullable Instant newTimestamp) {
    return new Envelope(id, sessionId, sender, agent, replyTo, newTimestamp, metadata);
  }

  /**
   * Sets the metadata.
   *
   * @param newMetadata further members
   * @return a changed copy
   */
  public Envelope withMetadata(Map<String, @Nullable Object> newMetadata) {
    return new Envelope(id, sessionId, sender, agent, replyTo, timestamp, newMetadata);
  }
}
