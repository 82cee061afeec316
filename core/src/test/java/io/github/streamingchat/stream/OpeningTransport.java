package io.github.streamingchat.stream;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.function.BiFunction;

/** A transport whose {@code open} a test writes as a lambda. */
final class OpeningTransport implements ChatTransport {
  private final BiFunction<AnswerRequest, EventSink, Connection> open;
  private volatile int closes;

  OpeningTransport(BiFunction<AnswerRequest, EventSink, Connection> open) {
    this.open = open;
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    return open.apply(request, sink);
  }

  @Override
  public synchronized void close() {
    closes++;
  }

  int closes() {
    return closes;
  }
}
