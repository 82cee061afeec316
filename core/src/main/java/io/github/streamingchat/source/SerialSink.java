package io.github.streamingchat.source;

import io.github.streamingchat.transport.EventSink;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a sink for one caller at a time.
 *
 * <p>The problem: a sink wants its calls one after the other, but the application calls from any
 * thread, and again from inside a subscriber that a call ran. Whoever comes while a call runs leaves
 * his own in a queue and goes; the thread that is inside makes it when it comes back. The order is
 * that of arrival. What waits is bounded by the same number as a message's text: more could never
 * enter the message.
 *
 * <p>Thread-safe: queue and flag are guarded by this object's monitor, which is never held during a
 * call.
 */
final class SerialSink {
  private record Waiting(int cost, Consumer<EventSink> call) {}

  private final EventSink sink;
  private final long mostWaiting;
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private long waiting;
  private boolean inside;

  SerialSink(EventSink sink, long mostWaiting) {
    this.sink = sink;
    this.mostWaiting = mostWaiting;
  }

  boolean isOpen() {
    return sink.isOpen();
  }

  /**
   * Makes a call now, or lets the thread that is inside make it.
   *
   * @param cost how much it holds while it waits, in UTF-16 units
   * @return false if too much waits already; the call is dropped
   */
  boolean call(int cost, Consumer<EventSink> call) {
    synchronized (this) {
      if (inside) {
        return enqueue(cost, call);
      }
      inside = true;
    }
    Throwable thrown = null;
    for (Consumer<EventSink> next = call; next != null; next = next()) {
      try {
        next.accept(sink);
      } catch (RuntimeException | Error broken) { // no sink of the library throws; others may
        thrown = broken;
      }
    }
    if (thrown != null) {
      rethrow(thrown);
    }
    return true;
  }

  private static void rethrow(Throwable unchecked) {
    if (unchecked instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) unchecked;
  }

  private synchronized @Nullable Consumer<EventSink> next() {
    Waiting next = queue.poll();
    if (next == null) {
      inside = false;
      return null;
    }
    waiting -= next.cost();
    return next.call();
  }

  private boolean enqueue(int cost, Consumer<EventSink> call) {
    if (cost > mostWaiting - waiting) {
      return false;
    }
    waiting += cost;
    queue.add(new Waiting(cost, call));
    return true;
  }
}
