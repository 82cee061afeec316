package io.github.streamingchat;

/**
 * Says that the application tried to change what a running answer is writing. Until the answer ends,
 * only the metadata and the author of its messages may be edited.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class StreamingMessageException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** Lost when serialized. */
  private final transient MessageId id;

  StreamingMessageException(String conversationId, MessageId id, String what) {
    super(
        "message %s of conversation %s is written by a running answer, so its %s cannot be changed; only metadata and author can, until the answer ends or is cancelled"
            .formatted(id, conversationId, what));
    this.id = id;
  }

  /**
   * Tells which message is streaming.
   *
   * @return the message's id
   */
  public MessageId id() {
    return id;
  }
}
