package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sink that writes down every call as a {@link StreamEvent}: what a decoder or a transport says,
 * without an answer behind it. Every event's id is new to it, and what the event says follows the id.
 *
 * <p>Thread-safe.
 */
public final class RecordingSink extends EventTap {
  private final List<StreamEvent> events = new ArrayList<>();
  private boolean open = true;

  /** Makes an open sink with nothing in it. */
  public RecordingSink() {}

  /**
   * Gives what was called so far, in order.
   *
   * @return a copy
   */
  public synchronized List<StreamEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Joins the text pieces of the primary message that say no place of their own.
   *
   * @return the text
   */
  public String text() {
    return events().stream()
        .filter(StreamEvent.Text.class::isInstance)
        .map(StreamEvent.Text.class::cast)
        .filter(text -> text.message().equals(StreamEvent.PRIMARY))
        .map(StreamEvent.Text::piece)
        .collect(Collectors.joining());
  }

  /**
   * Tells whether no terminal method was called yet.
   *
   * @return true until then
   */
  @Override
  public synchronized boolean isOpen() {
    return open;
  }

  @Override
  synchronized void take(StreamEvent event) {
    events.add(event);
    open = open && !isEnd(event);
  }
}
