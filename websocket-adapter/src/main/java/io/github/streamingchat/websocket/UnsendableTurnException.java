package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatException;

/** The default turn has no way to say what is asked. It stays inside this package. */
final class UnsendableTurnException extends ChatException {
  private static final long serialVersionUID = 1L;

  UnsendableTurnException(String message) {
    super(message);
  }
}
