package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.nio.ByteBuffer;

/** Reads a body as an event stream, each event as soon as it is whole. */
final class EventStreamReader implements BodyReader, SseHandler {
  private final StreamDecoder decoder;
  private final EventSink sink;
  private final HttpExchange exchange;
  private final SseParser parser;

  EventStreamReader(StreamDecoder decoder, EventSink sink, Limits limits, HttpExchange exchange) {
    this.decoder = decoder;
    this.sink = sink;
    this.exchange = exchange;
    this.parser = new SseParser(this, limits);
  }

  @Override
  public boolean read(ByteBuffer bytes) {
    parser.feed(bytes);
    return parser.isOpen();
  }

  @Override
  public void event(SseFrame frame) {
    decoder.event(frame);
    if (!exchange.isOpen()) {
      parser.stop();
    }
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
