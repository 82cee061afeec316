package io.github.streamingchat.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of OpenAI Chat Completions on loopback: of ten requests it answers seven, refuses one that
 * is worth a retry, cuts one in the middle, and goes silent in one until the client leaves. It runs in a
 * JVM of its own, so that what it keeps is not taken for the library's.
 */
final class UnreliableServer {
  private static final String CHUNK =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"piece \"}}]}\n\n";
  private static final int PIECES = 20;

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  private UnreliableServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.start();
  }

  /** Prints its port, and for each line of its input its counts; ends with its input. */
  public static void main(String[] args) throws IOException {
    UnreliableServer unreliable = new UnreliableServer();
    System.out.println(unreliable.server.getAddress().getPort());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      System.out.println(unreliable.requests + " " + unreliable.open);
    }
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    open.incrementAndGet();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      switch (requests.incrementAndGet() % 10) {
        case 3 -> exchange.sendResponseHeaders(503, -1);
        case 6 -> stream(exchange, PIECES / 2, "");
        case 9 -> streamUntilTheClientLeaves(exchange);
        default ->
          stream(
              exchange,
              PIECES,
              "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
      }
    } finally {
      open.decrementAndGet();
    }
  }

  private static void stream(HttpExchange exchange, int pieces, String end) throws IOException {
    try (OutputStream body = begin(exchange)) {
      for (int piece = 0; piece < pieces; piece++) {
        write(body, CHUNK);
      }
      write(body, end);
    }
  }

  /** Sends heartbeats: a socket tells of its other end only when it is written to. */
  private static void streamUntilTheClientLeaves(HttpExchange exchange) {
    try (OutputStream body = begin(exchange)) {
      write(body, CHUNK);
      for (int beat = 0; beat < 10_000; beat++) {
        write(body, ":\n\n");
        Thread.sleep(1);
      }
    } catch (IOException left) {
      // as it should
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static OutputStream begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.UTF_8));
    body.flush();
  }
}
