package io.github.streamingchat;

/**
 * Says that an answer is already running in a conversation, so that another one cannot begin. Nothing
 * was added.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class ConversationBusyException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The busy conversation. */
  private final String conversationId;

  /** Lost when serialized. */
  private final transient MessageId running;

  ConversationBusyException(String conversationId, MessageId running) {
    super(
        "conversation %s is busy: message %s is still streaming; wait for its outcome or cancel it first"
            .formatted(conversationId, running));
    this.conversationId = conversationId;
    this.running = running;
  }

  /**
   * Tells which conversation is busy.
   *
   * @return the conversation's id
   */
  public String conversationId() {
    return conversationId;
  }

  /**
   * Tells what it is busy with.
   *
   * @return the id of the running answer's first message
   */
  public MessageId running() {
    return running;
  }
}
