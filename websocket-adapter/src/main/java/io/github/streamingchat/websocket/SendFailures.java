package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.ConnectionFailures;

/** Puts into words why a turn could not be sent. */
final class SendFailures {
  private SendFailures() {}

  static ChatError of(Throwable thrown) {
    Throwable cause = ConnectionFailures.unwrapped(thrown);
    if (cause instanceof SendRejectedException) {
      return ChatError.builder(Kind.LIMIT, "The question was not sent: " + cause.getMessage())
          .code("send_queue")
          .cause(cause)
          .retryable(true)
          .build();
    }
    return ChatError.builder(
            Kind.CONNECTION, "The connection broke before the question was sent; try again.")
        .cause(cause)
        .retryable(true)
        .build();
  }
}
