package io.github.streamingchat.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes an event stream, for servers: events, heartbeats and the reconnection time. Every call is
 * one write of whole lines in UTF-8 and one flush, so that the peer sees it at once.
 *
 * <pre>{@code
 * exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
 * exchange.sendResponseHeaders(200, 0);
 * SseWriter writer = new SseWriter(exchange.getResponseBody());
 * writer.data("Hello");
 * writer.event("done", "{}");
 * }</pre>
 *
 * <p>What is written, an {@link SseParser} reads back: a text may hold any characters; its CR, LF
 * and CRLF all arrive as LF, a lone surrogate as U+FFFD. A type or an id that holds a line end, or
 * an id that holds a NUL, is refused and nothing is written.
 *
 * <p>The output stream stays the caller's, who closes it. No argument may be null. Safe for use by
 * several threads: calls do not mix their lines, and wait for one another while the peer reads
 * slowly.
 */
public final class SseWriter {
  private final OutputStream out;
  // not synchronized: a write may block, and would pin a virtual thread
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Makes a writer.
   *
   * @param out takes the stream
   */
  public SseWriter(OutputStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Writes an event. An empty id leaves the receiver's last event id as it is; {@link #id} can empty
   * it.
   *
   * @param event what to send
   * @throws IllegalArgumentException if the type holds a line end, or the id a line end or a NUL
   * @throws IOException if the output stream fails
   */
  public void event(SseEvent event) throws IOException {
    write(Block.of(event));
  }

  /**
   * Writes an event without an id.
   *
   * @param type the event's type; empty for the default one
   * @param data the data, of any number of lines
   * @throws IllegalArgumentException if the type holds a line end
   * @throws IOException if the output stream fails
   */
  public void event(String type, String data) throws IOException {
    event(SseEvent.of(type, data));
  }

  /**
   * Writes an event of the default type without an id.
   *
   * @param data the data, of any number of lines
   * @throws IOException if the output stream fails
   */
  public void data(String data) throws IOException {
    event(SseEvent.of(data));
  }

  /**
   * Writes a comment, which receivers ignore but which keeps a connection alive.
   *
   * @param text the comment, of any number of lines; may be empty
   * @throws IOException if the output stream fails
   */
  public void comment(String text) throws IOException {
    write(new Block().lines("", text));
  }

  /**
   * Writes the time that a receiver is to wait before it connects again.
   *
   * @param reconnectionTime at least zero; sent in whole milliseconds, rounded down
   * @throws IllegalArgumentException if the time is negative or longer than {@link Long#MAX_VALUE}
   *     milliseconds
   * @throws IOException if the output stream fails
   */
  public void retry(Duration reconnectionTime) throws IOException {
    if (reconnectionTime.isNegative()
        || reconnectionTime.compareTo(Duration.ofMillis(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(
          "the reconnection time must be between zero and Long.MAX_VALUE ms, but is "
              + reconnectionTime);
    }
    write(new Block().oneLine("retry", Long.toString(reconnectionTime.toMillis())));
  }

  /**
   * Sets the receiver's last event id without an event.
   *
   * @param id the id; an empty one tells the receiver not to resume
   * @throws IllegalArgumentException if the id holds a line end or a NUL
   * @throws IOException if the output stream fails
   */
  public void id(String id) throws IOException {
    write(new Block().id(id).blankLine());
  }

  private void write(Block block) throws IOException {
    byte[] bytes = block.encode();
    lock.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
