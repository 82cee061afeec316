package io.github.streamingchat.examples.analysis.data;

/** Says, in words for a person, why a file cannot be read as CSV. */
public final class CsvException extends Exception {
  private static final long serialVersionUID = 1L;

  CsvException(String message) {
    super(message);
  }

  CsvException(String message, Throwable cause) {
    super(message, cause);
  }
}
