package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.nio.ByteBuffer;

/** Reads a body as JSON lines, each as soon as it is whole. */
final class JsonLinesReader implements BodyReader, SseHandler {
  private final StreamDecoder decoder;
  private final EventSink sink;
  private final HttpExchange exchange;
  private final JsonLinesParser parser;

  JsonLinesReader(StreamDecoder decoder, EventSink sink, Limits limits, HttpExchange exchange) {
    this.decoder = decoder;
    this.sink = sink;
    this.exchange = exchange;
    this.parser = new JsonLinesParser(this, limits);
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
  public void comment(SseComment blankLine) {
    sink.heartbeat();
  }

  @Override
  public void overLimit(LimitExceededException exception) {
    exchange.tooLarge(exception);
  }

  @Override
  public void incomplete(long pendingBytes) {
    sink.problem(new Problem(
        "incomplete_line",
        "the stream ended inside a line: its last %d bytes were passed over"
            .formatted(pendingBytes)));
  }

  @Override
  public boolean end(boolean broken) {
    parser.end(); // its last line may end the answer
    return !exchange.isOpen() || decoder.end();
  }
}
