package io.github.streamingchat.examples.analysis.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The built-in endpoint, on this machine only: takes a question with the first rows of its result at
 * {@code POST /api/chat-query}, and streams what can be said of them, word by word.
 *
 * <p>Thread-safe.
 */
public final class AnalysisServer implements AutoCloseable {
  /** The pause between two words by default: 25 ms, which makes 40 a second at most. */
  public static final Duration DEFAULT_PACE = Duration.ofMillis(25);

  private static final String PATH = "/api/chat-query";
  private static final int MAX_BODY_BYTES = 1_000_000;

  /** By number: the loopback address that the system prefers may be one of IPv6. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final Pattern WORD = Pattern.compile("\\S+\\s*");

  static {
    // Without it each small write waits for the client's delayed ACK, and words come in clumps.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Duration pace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final JsonMapper json = new JsonMapper();

  private AnalysisServer(HttpServer server, ExecutorService threads, Duration pace) {
    this.server = server;
    this.threads = threads;
    this.pace = pace;
  }

  /**
   * Starts a server on a free port.
   *
   * @param pace the pause between two words; zero for none
   * @return the running server
   * @throws IOException if no port could be opened
   */
  public static AnalysisServer start(Duration pace) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "analysis-server");
      thread.setDaemon(true);
      return thread;
    });
    AnalysisServer started = new AnalysisServer(server, threads, pace);
    server.setExecutor(threads);
    server.createContext(PATH, started::handle);
    server.start();
    return started;
  }

  /**
   * Gives the address to ask at.
   *
   * @return the address, such as {@code http://127.0.0.1:41234/api/chat-query}
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        refuse(exchange, 405, "ask with a POST");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        refuse(exchange, 413, "the body is longer than " + MAX_BODY_BYTES + " bytes");
        return;
      }
      answer(exchange, body);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Rows rows;
    try {
      JsonNode request = json.readTree(body);
      rows = Rows.of(request.path("queryResults"));
    } catch (JacksonException malformed) {
      refuse(exchange, 400, "the body is not JSON");
      return;
    } catch (IllegalArgumentException wrong) {
      refuse(exchange, 400, Objects.requireNonNullElse(wrong.getMessage(), "no rows"));
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    stream(new SseWriter(exchange.getResponseBody()), rows);
  }

  private void stream(SseWriter out, Rows rows) throws IOException, InterruptedException {
    Map<String, Object> about =
        Map.of("model", "built-in", "rowsRead", rows.cells().size());
    out.event("metadata", json.writeValueAsString(Map.of("metadata", about)));
    String text;
    try {
      text = Findings.of(rows);
    } catch (RuntimeException failed) {
      out.event("error", json.writeValueAsString(Map.of("error", "The rows cannot be analysed.")));
      return;
    }
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      out.event("token", json.writeValueAsString(Map.of("content", words.group())));
      if (closed.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
        return; // without its end, as when a server goes down
      }
    }
    out.event("done", "{}");
  }

  private void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = json.writeValueAsString(Map.of("error", why)).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops listening and cuts the answers that are under way. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
