package io.github.streamingchat.sse;

import io.github.streamingchat.Limits;
import java.util.Objects;

/**
 * Reads one event stream, to the letter of WHATWG HTML 9.2. Bytes are pushed in as they come, cut
 * anywhere; the {@link SseHandler} is called from inside that push. It does no I/O, starts no
 * thread and waits for nothing.
 *
 * <pre>{@code
 * SseParser parser = new SseParser(frame -> System.out.println(frame.data()));
 * parser.feed(ByteBuffer.wrap("data: hel".getBytes(UTF_8)));
 * parser.feed(ByteBuffer.wrap("lo\n\n".getBytes(UTF_8))); // prints hello
 * parser.end();
 * }</pre>
 *
 * <p>Where the standard leaves a choice: a CR ends its line at once, without waiting for an LF; the
 * id buffer starts with the id that the parser is seeded with, so that an event without an id does
 * not wipe the resume point after a reconnect; a reconnection time of any length is taken and
 * saturates. No bytes make the parser throw. What a handler throws comes out of {@code feed} or
 * {@code end} as it is, after which the parser has stopped. A parser serves one connection; the next
 * one takes a new parser with {@link #lastEventId()} as its seed.
 *
 * <p>An unfinished line and the data of an unfinished block are held in memory, up to {@link
 * Limits#maxLineBytes()} and {@link Limits#maxEventBytes()}, of which values above one
 * billion count as that. Comments and unknown fields are lines too.
 *
 * <p>No argument may be null. Not safe for use by several threads at once; {@code stop} too is for
 * the thread that feeds.
 */
public final class SseParser extends LineParser {
  private final int maxEventBytes;
  private final Interpreter interpreter;

  /**
   * Makes a parser with the default limits.
   *
   * @param handler takes the events
   */
  public SseParser(SseHandler handler) {
    this(handler, Limits.DEFAULTS);
  }

  /**
   * Makes a parser.
   *
   * @param handler takes the events
   * @param limits the longest line and the largest event
   */
  public SseParser(SseHandler handler, Limits limits) {
    this(handler, limits, "");
  }

  /**
   * Makes a parser for a connection that resumes an earlier one.
   *
   * @param handler takes the events
   * @param limits the longest line and the largest event
   * @param lastEventId the last event id until the stream sets another; empty for none
   */
  public SseParser(SseHandler handler, Limits limits, String lastEventId) {
    super(handler, "maxLineBytes", limits.maxLineBytes());
    maxEventBytes = Math.min(limits.maxEventBytes(), LARGEST_LIMIT);
    interpreter = new Interpreter(
        handler, buffer(), maxEventBytes, Objects.requireNonNull(lastEventId, "lastEventId"));
  }

  /**
   * Ends the stream. A block without its blank line is discarded, its id too, and reported by
   * {@link SseHandler#incomplete}. Afterwards the parser ignores everything.
   *
   * @throws IllegalStateException if called from inside a callback
   */
  public void end() {
    end(false);
  }

  /**
   * Ends the stream as {@link #end()} does, but dispatches the data of a block without its blank
   * line, after {@link SseHandler#incomplete}: for peers that are known to leave the last blank
   * line out. The data may have been cut anywhere, so an id or a reconnection time that has not
   * taken effect is not taken.
   *
   * @throws IllegalStateException if called from inside a callback
   */
  public void endDispatchingTail() {
    end(true);
  }

  private void end(boolean dispatchTail) {
    enter("end");
    try {
      if (isOpen() && (interpreter.blockBegun() || buffer().unfinished() > 0)) {
        handler().incomplete(buffer().blockBytes());
        if (isOpen() && dispatchTail && !interpreter.readTail()) {
          exceed("maxEventBytes", maxEventBytes);
        }
      }
    } finally {
      leave(false);
    }
  }

  /**
   * Tells the last event id: what the blank line before set last. To be sent as {@code
   * Last-Event-ID} when the stream is opened again.
   *
   * @return the id, or the seed while none came; empty for none
   */
  public String lastEventId() {
    return interpreter.lastEventId();
  }

  @Override
  void readLine() {
    if (!interpreter.readLine()) {
      exceed("maxEventBytes", maxEventBytes);
    }
  }
}
