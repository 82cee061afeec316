package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import java.nio.ByteBuffer;

/** Reads the whole answer of a server that does not stream. */
final class WholeBodyReader implements BodyReader {
  private final StreamDecoder decoder;
  private final int most;
  private final HttpExchange exchange;
  private final BoundedBody body;

  WholeBodyReader(StreamDecoder decoder, Limits limits, HttpExchange exchange) {
    this.decoder = decoder;
    this.most = limits.maxEventBytes();
    this.exchange = exchange;
    this.body = new BoundedBody(most);
  }

  @Override
  public boolean read(ByteBuffer bytes) {
    boolean fits = body.take(bytes);
    if (!fits) {
      exchange.tooLarge(new LimitExceededException("maxEventBytes", most, most + 1L));
    }
    return fits;
  }

  @Override
  public boolean end(boolean broken) {
    if (broken) {
      return false;
    }
    decoder.wholeBody(body.bytes());
    return true;
  }
}
