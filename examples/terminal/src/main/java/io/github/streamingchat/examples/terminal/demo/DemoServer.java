package io.github.streamingchat.examples.terminal.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A model server in miniature: real HTTP, the formats of seven providers and four plain ones, answers
 * that are built in. What it answers depends on the last user message only; the words {@code
 * error}, {@code cut} and {@code slow} in it make it misbehave in that way, {@code long} makes it
 * talk, {@code think} makes it reason first, and {@code weather} makes it call a tool of that name,
 * whose result it then tells. The plain formats have words only.
 *
 * <p>It listens on 127.0.0.1 alone, on a port that the system picks; its threads are daemons.
 *
 * <p>Thread-safe.
 */
public final class DemoServer implements AutoCloseable {
  /** The pause between two pieces of an answer: 30 ms, about the speed of a good local model. */
  public static final Duration DEFAULT_PACE = Duration.ofMillis(30);

  /** By number: the loopback address that the system prefers may be one of IPv6. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  static {
    // Without it each small write waits for the client's delayed ACK, and pieces come in clumps.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Pace pace;

  private DemoServer(HttpServer server, ExecutorService threads, Pace pace) {
    this.server = server;
    this.threads = threads;
    this.pace = pace;
  }

  /**
   * Starts a server at {@link #DEFAULT_PACE}.
   *
   * @return the running server
   * @throws IOException if no port could be opened
   */
  public static DemoServer start() throws IOException {
    return start(DEFAULT_PACE);
  }

  /**
   * Starts a server.
   *
   * @param pace the pause between two pieces of an answer; zero for none
   * @return the running server
   * @throws IllegalArgumentException if the pace is negative
   * @throws IOException if no port could be opened
   */
  public static DemoServer start(Duration pace) throws IOException {
    Pace pauses = new Pace(pace);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "demo-server");
      thread.setDaemon(true);
      return thread;
    });
    server.setExecutor(threads);
    Format openAi = new OpenAiFormat();
    server.createContext("/", new FormatHandler(openAi, pauses)); // for what is nowhere
    formats(openAi)
        .forEach(format -> server.createContext(format.path(), new FormatHandler(format, pauses)));
    server.start();
    return new DemoServer(server, threads, pauses);
  }

  private static Stream<Format> formats(Format openAi) {
    Stream<Format> models = Stream.of(
        openAi,
        new ResponsesFormat(),
        new AnthropicFormat(),
        new GeminiFormat(),
        new OllamaFormat());
    Stream<Format> pages = Stream.of(new UiMessageFormat(), new AgUiFormat());
    return Stream.of(models, pages, Arrays.stream(PlainFormat.values())).flatMap(each -> each);
  }

  /**
   * Gives the address for a client of OpenAI Chat Completions, or Responses. The other formats are
   * beside it: Anthropic at {@code /v1/messages}, Gemini at {@code /v1beta/models}, Ollama at {@code
   * /api/chat}, and at their own names {@code /ui-message}, {@code /ag-ui}, {@code /text-lines},
   * {@code /token-events}, {@code /message-events} and {@code /message-lines}.
   *
   * @return the base URL, such as {@code http://127.0.0.1:41234/v1}
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** Stops listening, and cuts the answers that are under way. Idempotent. */
  @Override
  public void close() {
    pace.stop();
    server.stop(0);
    threads.shutdown();
  }
}
