package io.github.streamingchat.sse.protocol;

/** Valid JSON that has not the shape of a frame of its format. Stays inside this package. */
final class NotAChunkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAChunkException(String message) {
    super(message);
  }
}
