package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.rooms.Streams;
import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.stream.Scheduler;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sockets on which streams can be followed, for those who have a session and are on this
 * server's own page: a browser lets any page open a socket to anywhere.
 *
 * <p>Immutable and thread-safe.
 */
final class Sockets {
  private static final String PATH = "/ws";
  private static final long MOST_BYTES = 1 << 14;

  private final Guards guards;
  private final Visitors visitors;
  private final Streams streams;
  private final Followers followers;
  private final Scheduler time;
  private final Patience patience;
  private final Bounds bounds;

  Sockets(
      Guards guards,
      Visitors visitors,
      Streams streams,
      Followers followers,
      Scheduler time,
      Patience patience,
      Bounds bounds) {
    this.guards = guards;
    this.visitors = visitors;
    this.streams = streams;
    this.followers = followers;
    this.time = time;
    this.patience = patience;
    this.bounds = bounds;
  }

  /** Gives what opens sockets at their address, and lets every other request pass. */
  Handler before(Handler next, Server server) {
    WebSocketUpgradeHandler upgrades = WebSocketUpgradeHandler.from(server, this::configure);
    upgrades.setHandler(next);
    return upgrades;
  }

  private void configure(ServerWebSocketContainer container) {
    container.setIdleTimeout(patience.unread());
    container.setMaxTextMessageSize(MOST_BYTES);
    container.addMapping(PATH, this::open);
  }

  private @Nullable Object open(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback, Map.of(), 0);
    try {
      guards.check(exchange);
      return visitors
          .known(exchange)
          .map(session -> new StreamSocket(
              streams,
              session.id(),
              request.getComponents().getExecutor(),
              followers,
              time,
              patience,
              bounds.batchCharacters()))
          .orElseThrow(() -> Refusal.forbidden("Open the page first."));
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
      return null;
    }
  }
}
