package io.github.streamingchat.websocket;

import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Scheduler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a socket connects.
 *
 * <p>Immutable and thread-safe, if what it was given is.
 *
 * @param address where to
 * @param headers asked before each handshake
 * @param subprotocols in the order in which they are preferred
 * @param lent the client to use, or null to make one
 * @param proxy the proxies of an own client, or null for the JDK's default
 * @param connectTimeout how long a handshake may take
 * @param link what holds for each connection
 * @param reconnect when it is dialled again
 * @param minUptime how long a connection must have been open to count as healthy
 * @param executor where the headers are asked for
 */
record SocketSettings(
    URI address,
    Supplier<? extends Map<String, String>> headers,
    List<String> subprotocols,
    @Nullable HttpClient lent,
    @Nullable ProxySelector proxy,
    Duration connectTimeout,
    LinkSettings link,
    RetryPolicy reconnect,
    Duration minUptime,
    Executor executor) {
  Scheduler scheduler() {
    return link.scheduler();
  }
}
