package io.github.streamingchat.examples.web.log;

import java.util.Objects;

/**
 * One thing that a stream told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param place its place in the log, counted from 1; 0 for what is told beside the log, behind which
 *     nobody can go on
 * @param type what it is, such as {@code message}
 * @param data a JSON object
 */
public record LogEvent(long place, String type, String data) {
  /**
   * Checks the values.
   *
   * @param place its place in the log
   * @param type what it is
   * @param data a JSON object
   */
  public LogEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
  }

  /**
   * Gives the same at another place.
   *
   * @param newPlace the place
   * @return the event
   */
  public LogEvent at(long newPlace) {
    return new LogEvent(newPlace, type, data);
  }
}
