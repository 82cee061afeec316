package io.github.streamingchat.examples.web.log;

import java.util.List;

/**
 * What stands behind a place of a log.
 *
 * <p>Immutable and thread-safe.
 *
 * @param events the next events in order; empty if there is none yet, or never
 * @param gone whether events behind the place were dropped, or the place never was; then there are no
 *     events
 * @param ended whether nothing follows these events, now or later
 */
public record LogBatch(List<LogEvent> events, boolean gone, boolean ended) {
  /**
   * Copies the events.
   *
   * @param events the next events in order
   * @param gone whether events behind the place were dropped
   * @param ended whether nothing follows these events
   */
  public LogBatch {
    events = List.copyOf(events);
  }

  /**
   * Tells whether there is nothing behind the place, now or later.
   *
   * @return true if everything was read
   */
  public boolean isOver() {
    return ended && events.isEmpty();
  }
}
