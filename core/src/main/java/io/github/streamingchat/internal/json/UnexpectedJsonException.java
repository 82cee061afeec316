package io.github.streamingchat.internal.json;

/** Valid JSON that has not the shape that is wanted. It reaches no application. */
public final class UnexpectedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what came instead
   */
  public UnexpectedJsonException(String message) {
    super(message);
  }
}
