package io.github.streamingchat.websocket;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * The way of a stream that nobody asked for into the answer that it becomes.
 *
 * <p>The sink is set and read on the link's line of calls; {@code ended} is guarded by the lock of
 * {@link Routes}.
 */
final class IncomingRoute implements ChatTransport, Connection {
  final Link link;
  final String sessionId;
  final @Nullable String streamId;
  private final Routes routes;

  @Nullable
  EventSink sink;

  @Nullable
  StreamWriter writer;

  boolean ended;

  IncomingRoute(Routes routes, Link link, String sessionId, @Nullable String streamId) {
    this.routes = routes;
    this.link = link;
    this.sessionId = sessionId;
    this.streamId = streamId;
  }

  @Override
  public Connection open(AnswerRequest request, EventSink into) {
    sink = into;
    return this;
  }

  @Override
  public void cancel() {
    routes.leave(this);
  }

  @Override
  public void close() {
    // the socket stays
  }
}
