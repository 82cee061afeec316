package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;

/**
 * What an address does.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
interface Endpoint {
  /**
   * Answers a request, now or later.
   *
   * @param exchange the request, and where to answer
   * @throws Refusal if it does not; then the exchange is answered with it
   */
  void handle(Exchange exchange);
}
