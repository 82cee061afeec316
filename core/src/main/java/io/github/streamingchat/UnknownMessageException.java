package io.github.streamingchat;

/**
 * Says that a conversation holds no message of a given id: it was never there, or it was removed or
 * cleared.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class UnknownMessageException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** Lost when serialized. */
  private final transient MessageId id;

  /** Where it was looked for. */
  private final String conversationId;

  UnknownMessageException(MessageId id, Snapshot snapshot) {
    super("conversation %s has no message %s; it holds %s"
        .formatted(snapshot.conversationId(), id, snapshot.describeIds()));
    this.id = id;
    this.conversationId = snapshot.conversationId();
  }

  /**
   * Tells which message was asked for.
   *
   * @return the unknown id
   */
  public MessageId id() {
    return id;
  }

  /**
   * Tells where it was looked for.
   *
   * @return the conversation's id
   */
  public String conversationId() {
    return conversationId;
  }
}
