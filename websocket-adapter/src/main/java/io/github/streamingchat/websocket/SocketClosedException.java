package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * The connection ended: the cause of an answer's error, or why a message was not sent.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class SocketClosedException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The close code, or 0. */
  private final int closeCode;

  SocketClosedException(String message, int closeCode, @Nullable Throwable cause) {
    super(message, cause);
    this.closeCode = closeCode;
  }

  /**
   * Gives the code that the peer closed the connection with.
   *
   * @return the code (RFC 6455, section 7.4), or 0 if there was none
   */
  public int closeCode() {
    return closeCode;
  }
}
