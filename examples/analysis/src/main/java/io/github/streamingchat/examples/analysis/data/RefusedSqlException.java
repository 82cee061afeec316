package io.github.streamingchat.examples.analysis.data;

/** Says, in words for a person, why SQL was not run, or not to its end. Nothing was changed by it. */
public final class RefusedSqlException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedSqlException(String message) {
    super(message);
  }

  RefusedSqlException(String message, Throwable cause) {
    super(message, cause);
  }
}
