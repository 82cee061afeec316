package io.github.streamingchat.examples.terminal;

/** Says what is wrong with the command line. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is wrong
   */
  public UsageException(String message) {
    super(message);
  }
}
