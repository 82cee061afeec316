package io.github.streamingchat.examples.readme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A server on a loopback port that streams the same pieces to every question, and then may not end. */
final class OpenAiPeer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> pieces;
  private final List<String> end;

  private OpenAiPeer(List<String> pieces, List<String> end) throws IOException {
    this.pieces = pieces;
    this.end = end;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  static OpenAiPeer answering(String... pieces) throws IOException {
    return new OpenAiPeer(
        List.of(pieces),
        List.of("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}", "[DONE]"));
  }

  static OpenAiPeer breakingOffAfter(String... pieces) throws IOException {
    return new OpenAiPeer(List.of(pieces), List.of());
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
        events.event(SseEvent.of(
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}".formatted(piece)));
      }
      for (String last : end) {
        events.event(SseEvent.of(last));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
