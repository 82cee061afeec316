package io.github.streamingchat.examples.modulepath;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A server on a loopback port that gives every question the same answer, as OpenAI would. */
final class LoopbackServer implements AutoCloseable {
  private static final String LAST_CHUNK = """
      {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

  private final HttpServer server;
  private final List<String> pieces;

  LoopbackServer(List<String> pieces) throws IOException {
    this.pieces = List.copyOf(pieces);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      SseWriter events = new SseWriter(exchange.getResponseBody());
      for (String piece : pieces) {
        events.event(
            SseEvent.of("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece + "\"}}]}"));
      }
      events.event(SseEvent.of(LAST_CHUNK));
      events.event(SseEvent.of("[DONE]"));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
