package io.github.streamingchat.examples.terminal.demo;

/** Says that a request cannot be answered, and with which status to refuse it. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
