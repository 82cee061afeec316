package io.github.streamingchat.websocket;

import io.github.streamingchat.internal.peer.Addresses;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one handshake asks.
 *
 * @param address where to
 * @param headers beside those of the protocol
 * @param subprotocols in the order in which they are preferred
 * @param connectTimeout how long it may take
 */
record Dial(
    URI address, Map<String, String> headers, List<String> subprotocols, Duration connectTimeout) {
  /** Headers and query may hold secrets. */
  @Override
  public String toString() {
    return "Dial[" + Addresses.shown(address) + "]";
  }
}
