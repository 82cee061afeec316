package io.github.streamingchat.examples.agents;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Agents behind a WebSocket, in the three-phase protocol: one answers, another has a second opinion if
 * a question has the word {@code agents} in it, and a third speaks now and then unasked. An answer
 * outlives its connection, and is resumed on another; with the server it is gone.
 *
 * <p>It listens on 127.0.0.1 alone; its threads are daemons.
 *
 * <p>Thread-safe.
 */
public final class AgentServer implements AutoCloseable {
  /** Where it listens unless told otherwise. */
  public static final int DEFAULT_PORT = 8787;

  /** How often somebody speaks unasked: every 45 s. */
  static final Duration REMARKS = Duration.ofSeconds(45);

  /** Longer than the 20 s after which clients ask whether it is still there. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  private static final long MAX_QUESTION_BYTES = 1 << 20;
  private static final int MAX_WAITING_FRAMES = 10_000;

  private final Server server;
  private final ServerConnector connector;
  private final Rooms rooms;
  private final ScheduledExecutorService timer;

  private AgentServer(
      Server server, ServerConnector connector, Rooms rooms, ScheduledExecutorService timer) {
    this.server = server;
    this.connector = connector;
    this.rooms = rooms;
    this.timer = timer;
  }

  /**
   * Starts a server.
   *
   * @param port where to listen, or 0 for a port that the system picks
   * @param mind where the words come from
   * @param remarks how often somebody speaks unasked
   * @throws IOException if the port could not be opened
   */
  static AgentServer start(int port, Mind mind, Duration remarks) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("agent-server");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    Rooms rooms = new Rooms(mind);
    server.setHandler(
        WebSocketUpgradeHandler.from(server, container -> configure(container, rooms)));
    try {
      server.start();
    } catch (IOException failed) {
      stop(server);
      throw failed;
    } catch (Exception failed) {
      stop(server);
      throw new IOException("the agent server did not start", failed);
    }
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "agent-remarks");
      thread.setDaemon(true);
      return thread;
    });
    AgentServer started = new AgentServer(server, connector, rooms, timer);
    var unused = timer.scheduleAtFixedRate(
        started::remark, remarks.toNanos(), remarks.toNanos(), TimeUnit.NANOSECONDS);
    return started;
  }

  private static void configure(ServerWebSocketContainer container, Rooms rooms) {
    container.setIdleTimeout(IDLE_TIMEOUT);
    container.setMaxTextMessageSize(MAX_QUESTION_BYTES);
    container.setMaxOutgoingFrames(MAX_WAITING_FRAMES);
    container.addMapping("/ws", (request, response, callback) -> new Wire(rooms));
  }

  private void remark() {
    String time = "It is %s."
        .formatted(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES));
    rooms.all().forEach(room -> room.speak(Agent.WATCHMAN, time, null));
  }

  /**
   * Gives the address for clients.
   *
   * @return such as {@code ws://127.0.0.1:8787/ws}
   */
  public URI url() {
    return URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/ws");
  }

  /** Waits until it is closed, or this thread is interrupted. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Stops listening and tears the connections. Idempotent. */
  @Override
  public void close() {
    timer.shutdownNow();
    stop(server);
    rooms.close();
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the agent server did not stop", failed);
    }
  }
}
