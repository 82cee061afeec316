package io.github.streamingchat.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer on a loopback port that reads one request a connection and then does to the socket whatever
 * the test wants: the wire itself, with nothing between.
 */
public final class LoopbackPeer implements AutoCloseable {
  /** What the peer does once it has read a request. The connection is closed when it returns. */
  @FunctionalInterface
  public interface Behaviour {
    void serve(PeerConnection connection) throws IOException;
  }

  private final ServerSocket server;
  private final List<PeerConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final Behaviour behaviour;
  private final boolean readsRequests;

  public LoopbackPeer(Behaviour behaviour) {
    this(behaviour, true);
  }

  private LoopbackPeer(Behaviour behaviour, boolean readsRequests) {
    this.behaviour = behaviour;
    this.readsRequests = readsRequests;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  /** A peer that answers each request with these bytes and then closes. */
  public static LoopbackPeer sending(String response) {
    return new LoopbackPeer(connection -> connection.send(response));
  }

  /** A peer that reads no request by itself. */
  public static LoopbackPeer raw(Behaviour behaviour) {
    return new LoopbackPeer(behaviour, false);
  }

  /** The head of a response whose body lasts until the connection closes. */
  public static String streamHead() {
    return head(200, "text/event-stream");
  }

  /** The head of a response whose body lasts until the connection closes. */
  public static String head(int status, String contentType) {
    return "HTTP/1.1 %d Some Reason\r\nContent-Type: %s\r\nConnection: close\r\n\r\n"
        .formatted(status, contentType);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "loopback-peer-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        socket.setTcpNoDelay(true);
        start("serve", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      PeerConnection connection = new PeerConnection(socket);
      if (readsRequests && !connection.readRequest()) {
        return;
      }
      connections.add(connection);
      behaviour.serve(connection);
    } catch (IOException clientWentAway) {
      // what the test asserts on is the client's side
    } finally {
      served.incrementAndGet();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** The connections whose request was read, in their order. */
  public List<PeerConnection> connections() {
    return connections;
  }

  /** How many connections were made, with a request or without. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections are open now. */
  public int open() {
    return accepted.get() - served.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (PeerConnection connection : connections) {
      connection.close();
    }
  }
}
