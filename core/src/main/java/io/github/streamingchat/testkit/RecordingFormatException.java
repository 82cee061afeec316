package io.github.streamingchat.testkit;

import io.github.streamingchat.ChatException;

/**
 * A recording cannot be read: one of its lines is not what a recording consists of.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class RecordingFormatException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The number of the line, counted from 1. */
  private final long line;

  RecordingFormatException(long line, String what) {
    super("line %d of the recording: %s".formatted(line, what));
    this.line = line;
  }

  /**
   * Tells where it is.
   *
   * @return the number of the line, counted from 1
   */
  public long line() {
    return line;
  }
}
