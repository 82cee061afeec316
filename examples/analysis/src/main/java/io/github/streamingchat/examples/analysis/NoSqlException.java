package io.github.streamingchat.examples.analysis;

/** Says, in words for a person, why a question has no SQL. */
final class NoSqlException extends Exception {
  private static final long serialVersionUID = 1L;

  NoSqlException(String message) {
    super(message);
  }
}
