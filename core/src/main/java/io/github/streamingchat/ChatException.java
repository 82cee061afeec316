package io.github.streamingchat;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception this library throws on its own account. A running answer never throws
 * for what happens on the wire: that ends in a {@link ChatError} on the message. An exception means
 * that a call could not be carried out.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public class ChatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what was wrong, with what value, and what to do
   */
  public ChatException(String message) {
    super(message);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message what was wrong, with what value, and what to do
   * @param cause what led to it, or null
   */
  public ChatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
