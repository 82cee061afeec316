package io.github.streamingchat;

/**
 * Says that an answer is already running in a conversation, so that another one cannot begin, and, if
 * it was to wait, that too many wait already. Nothing was added.
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
    this(
        "conversation %s is busy: message %s is still streaming; wait for its outcome or cancel it first"
            .formatted(conversationId, running),
        conversationId,
        running);
  }

  ConversationBusyException(String conversationId, MessageId running, int waiting, int most) {
    this(
        "conversation %s is busy: message %s is still streaming and the queue is full: %d answers wait, and BusyPolicy.queue allows %d"
            .formatted(conversationId, running, waiting, most),
        conversationId,
        running);
  }

  private ConversationBusyException(String message, String conversationId, MessageId running) {
    super(message);
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
