package io.github.streamingchat.sse;

import io.github.streamingchat.stream.Scheduler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a response from the client and gives them to a reader, for as long as that wants
 * them; the rest is thrown away for a while.
 *
 * <p>Confined to the client's thread, which calls one method at a time.
 */
final class BodyReceiver implements Flow.Subscriber<List<ByteBuffer>> {
  private final HttpExchange exchange;
  private final HttpRound round;
  private final BodyReader reader;
  private boolean reading = true;
  private Scheduler.@Nullable Task closing;

  BodyReceiver(HttpExchange exchange, HttpRound round, BodyReader reader) {
    this.exchange = exchange;
    this.round = round;
    this.reader = reader;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    round.subscribed(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (!reading) {
      return;
    }
    int bytes = 0;
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    exchange.received(bytes);
    for (ByteBuffer buffer : buffers) {
      reading = reading && exchange.read(reader, buffer);
    }
    if (!reading) {
      exchange.end(round, reader, null);
      reader.close();
      closing = exchange.closeSoon();
    }
  }

  @Override
  public void onComplete() {
    end(null);
  }

  @Override
  public void onError(Throwable thrown) {
    end(thrown);
  }

  private void end(@Nullable Throwable thrown) {
    if (reading) {
      reading = false;
      exchange.end(round, reader, thrown);
      reader.close();
    }
    if (closing != null) {
      closing.cancel();
    }
  }
}
