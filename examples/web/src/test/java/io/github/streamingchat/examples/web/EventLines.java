package io.github.streamingchat.examples.web;

import io.github.streamingchat.sse.SseEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the lines of an event stream, one event at a time, as they come. */
final class EventLines implements Iterator<SseEvent> {
  private final Iterator<String> lines;
  private SseEvent next;

  private EventLines(Iterator<String> lines) {
    this.lines = lines;
  }

  static Stream<SseEvent> of(Stream<String> lines) {
    Spliterator<SseEvent> events =
        Spliterators.spliteratorUnknownSize(new EventLines(lines.iterator()), 0);
    return StreamSupport.stream(events, false).onClose(lines::close);
  }

  @Override
  public boolean hasNext() {
    String type = "message";
    String data = null;
    String id = "";
    while (next == null && lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty() && data != null) {
        next = new SseEvent(type, data, id);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      }
    }
    return next != null;
  }

  @Override
  public SseEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SseEvent event = next;
    next = null;
    return event;
  }
}
