package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.examples.web.log.LogEvent;
import java.util.List;

/**
 * What was told until now, in short, for a reader whose place in the log is gone: that all it knows is
 * void, and the whole text.
 *
 * <p>Immutable and thread-safe.
 *
 * @param place where to go on in the log
 * @param events what to tell: the last is at that place, and those before it are at none, for who has
 *     heard only some of them has to hear them all again
 */
public record Retelling(long place, List<LogEvent> events) {
  /**
   * Copies the events.
   *
   * @param place where to go on in the log
   * @param events what to tell
   */
  public Retelling {
    events = List.copyOf(events);
  }
}
