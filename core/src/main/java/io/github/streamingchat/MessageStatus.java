package io.github.streamingchat;

/** How far a message has come. */
public enum MessageStatus {
  /** A placeholder: asked for, nothing of it has arrived. */
  PENDING,
  /** Growing. */
  STREAMING,
  /** Whole. */
  COMPLETED,
  /** Stopped by the application; holds what had arrived. */
  CANCELLED,
  /**
   * Broken off by an error, which is the message's {@link ChatMessage#error()}; holds what had
   * arrived.
   */
  FAILED;

  /**
   * Tells whether the message has come to its end.
   *
   * @return true for COMPLETED, CANCELLED and FAILED
   */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED || this == FAILED;
  }
}
