package io.github.streamingchat.examples.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that remembers what it was asked and says what the test wrote down. */
final class Peer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final Queue<String> streams = new ArrayDeque<>();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

  private Peer(HttpServer server) {
    this.server = server;
  }

  static Peer saying(String... streams) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    Peer peer = new Peer(HttpServer.create(address, 0));
    peer.streams.addAll(List.of(streams));
    peer.server.createContext("/", peer::handle);
    peer.server.start();
    return peer;
  }

  /** What OpenAI Chat Completions streams for a text. */
  static String openAi(String text) {
    String chunk = JSON.writeValueAsString(
        Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", text)))));
    return "data: " + chunk + "\n\ndata: [DONE]\n\n";
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
      byte[] body = streams.remove().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  List<JsonNode> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
