package io.github.streamingchat.sse;

/** A compressed body that is not what its coding says; in words that are safe to show. */
final class CorruptBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptBodyException(String message) {
    super(message);
  }

  CorruptBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
