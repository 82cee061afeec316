package io.github.streamingchat.sse;

import io.github.streamingchat.ChatException;

/**
 * Thrown by {@link HttpProtocol#request} for a conversation that its wire format has no way to ask
 * about. It fails the answer with kind REQUEST before anything is sent.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class UnsendableException extends ChatException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what cannot be sent and what to do; it becomes the message of the answer's error,
   *     so it should be safe to show to a person
   */
  public UnsendableException(String message) {
    super(message);
  }
}
