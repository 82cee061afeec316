package io.github.streamingchat.examples.analysis;

/** Says what is wrong with the command line. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
