package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Reads a body as an event stream, each event as soon as it is whole. */
final class EventStreamReader implements BodyReader, SseHandler {
  private final StreamDecoder decoder;
  private final EventSink sink;
  private final HttpExchange exchange;
  private final SseParser parser;

  /** The last event id as far as the sink knows it. */
  private String toldId;

  EventStreamReader(
      StreamDecoder decoder,
      EventSink sink,
      Limits limits,
      String lastEventId,
      HttpExchange exchange) {
    this.decoder = decoder;
    this.sink = sink;
    this.exchange = exchange;
    this.parser = new SseParser(this, limits, lastEventId);
    this.toldId = lastEventId;
  }

  @Override
  public boolean read(ByteBuffer bytes) {
    parser.feed(bytes);
    tellId(parser.lastEventId());
    return parser.isOpen();
  }

  /** A block with an id and no data makes no event. */
  private void tellId(String id) {
    if (!id.equals(toldId)) {
      toldId = id;
      sink.lastEventId(id);
    }
  }

  /** Whether the event is new, as far as its id tells. */
  private boolean isNew(SseFrame frame) {
    String id = frame.lastEventId();
    boolean hasOwn = frame.setsLastEventId() && !id.isEmpty();
    if (hasOwn) {
      toldId = id;
    } else {
      tellId(id);
    }
    boolean idsAreInUse = !id.isEmpty();
    return !idsAreInUse || sink.event(hasOwn ? id : "");
  }

  @Override
  public void event(SseFrame frame) {
    if (isNew(frame)) {
      decoder.event(frame);
    }
    if (!exchange.isOpen()) {
      parser.stop();
    }
  }

  @Override
  public void retry(Duration reconnectionTime) {
    sink.reconnectionTime(reconnectionTime);
  }

  @Override
  public void comment(SseComment comment) {
    sink.heartbeat();
  }

  @Override
  public void overLimit(LimitExceededException exception) {
    exchange.tooLarge(exception);
  }

  @Override
  public void incomplete(long pendingBytes) {
    sink.problem(new Problem(
        "incomplete_event",
        "the stream ended inside an event: its last %d bytes were passed over"
            .formatted(pendingBytes)));
  }

  @Override
  public boolean end(boolean broken) {
    parser.end();
    return decoder.end(); // a finish reason counts, whatever became of the connection after it
  }
}
