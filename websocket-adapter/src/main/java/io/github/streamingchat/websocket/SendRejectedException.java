package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatException;

/**
 * A message was not sent because it may not be, or because too much waits to be sent. The connection is
 * not concerned.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class SendRejectedException extends ChatException {
  private static final long serialVersionUID = 1L;

  SendRejectedException(String message) {
    super(message);
  }
}
