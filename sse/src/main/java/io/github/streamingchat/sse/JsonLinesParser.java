package io.github.streamingchat.sse;

import io.github.streamingchat.Limits;
import io.github.streamingchat.internal.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON lines (NDJSON): one JSON value a line. Bytes are pushed in as they come, cut anywhere; the
 * {@link SseHandler} is called from inside that push, as by an {@link SseParser}: with an event of type
 * {@link SseEvent#MESSAGE} for each line, whose data is the line, and with an empty comment for each
 * blank one, which servers send as a sign of life.
 *
 * <pre>{@code
 * JsonLinesParser parser = new JsonLinesParser(frame -> System.out.println(frame.data()));
 * parser.feed(ByteBuffer.wrap("{\"type\":\"te".getBytes(UTF_8)));
 * parser.feed(ByteBuffer.wrap("xt\"}\n".getBytes(UTF_8))); // prints {"type":"text"}
 * parser.end();
 * }</pre>
 *
 * <p>A line ends with LF or CRLF, and also with a lone CR, which no JSON needs outside a string and
 * none may have inside one. One leading byte order mark is passed over. Whether a line is JSON is for
 * the handler to find out; it is only looked at here when the stream ends without a line end. No bytes
 * make the parser throw. What a handler throws comes out of {@code feed} or {@code end} as it is,
 * after which the parser has stopped.
 *
 * <p>An unfinished line is held in memory, up to the smaller of {@link Limits#maxLineBytes()} and
 * {@link Limits#maxEventBytes()}, of which values above one billion count as that.
 *
 * <p>No argument may be null. Not safe for use by several threads at once; {@code stop} too is for
 * the thread that feeds.
 */
public final class JsonLinesParser extends LineParser {
  private final BufferView view = new BufferView(new LastEventId(""));

  /**
   * Makes a parser with the default limits.
   *
   * @param handler takes the lines
   */
  public JsonLinesParser(SseHandler handler) {
    this(handler, Limits.DEFAULTS);
  }

  /**
   * Makes a parser.
   *
   * @param handler takes the lines
   * @param limits the longest line
   */
  public JsonLinesParser(SseHandler handler, Limits limits) {
    super(
        handler,
        limits.maxEventBytes() < limits.maxLineBytes() ? "maxEventBytes" : "maxLineBytes",
        Math.min(limits.maxEventBytes(), limits.maxLineBytes()));
  }

  /**
   * Ends the stream. A last line without its line end is taken if it is a whole JSON object or array,
   * of which no cut could have taken anything away; anything else may have been cut, is discarded and
   * reported by {@link SseHandler#incomplete}. Afterwards the parser ignores everything.
   *
   * @throws IllegalStateException if called from inside a callback
   */
  public void end() {
    enter("end");
    try {
      if (isOpen() && buffer().unfinished() > 0) {
        long bytes = buffer().blockBytes();
        buffer().endLine();
        if (!isBlank()) {
          endWith(bytes);
        }
      }
    } finally {
      leave(false);
    }
  }

  private void endWith(long bytes) {
    if (isWholeJson()) {
      dispatch();
    } else {
      handler().incomplete(bytes);
    }
  }

  @Override
  void readLine() {
    if (isBlank()) {
      open();
      try {
        handler().comment(view);
      } finally {
        view.close();
      }
    } else {
      dispatch();
    }
    buffer().endBlock();
  }

  private void dispatch() {
    open();
    try {
      handler().event(view);
    } finally {
      view.close();
    }
  }

  private void open() {
    int start = isBlank() ? buffer().lineEnd() : buffer().lineStart();
    view.open(SseEvent.MESSAGE, buffer().bytes(), start, buffer().lineEnd() - start);
  }

  /** Whether the line holds nothing but what JSON takes for space. */
  private boolean isBlank() {
    byte[] bytes = buffer().bytes();
    int at = buffer().lineStart();
    while (at < buffer().lineEnd() && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at == buffer().lineEnd();
  }

  /** Decoded first: what is ill-formed in a string is no reason to drop the line. */
  private boolean isWholeJson() {
    int start = buffer().lineStart();
    String line = Utf8.decode(buffer().bytes(), start, buffer().lineEnd() - start);
    try (JsonParser json = Json.parser(line)) {
      JsonToken first = json.nextToken();
      json.skipChildren();
      return first != null && first.isStructStart() && json.nextToken() == null;
    } catch (JacksonException cut) {
      return false;
    }
  }
}
