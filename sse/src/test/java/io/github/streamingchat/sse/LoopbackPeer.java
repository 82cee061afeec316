package io.github.streamingchat.sse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A peer on a loopback port that reads one request a connection and then does to the socket whatever
 * the test wants: the wire itself, with nothing between.
 */
public final class LoopbackPeer implements AutoCloseable {
  /** What the peer does once it has read a request. */
  @FunctionalInterface
  public interface Behaviour {
    void serve(Connection connection) throws IOException;
  }

  /** One accepted connection, its request read. */
  public record Connection(Socket socket, String head, String body) {
    public OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    public void send(String text) throws IOException {
      out().write(text.getBytes(StandardCharsets.UTF_8));
      out().flush();
    }

    /** Waits until the client has closed the connection or sent more. */
    public int awaitClose() throws IOException {
      try {
        return socket.getInputStream().read();
      } catch (java.net.SocketException reset) {
        return -1;
      }
    }
  }

  private final ServerSocket server;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final Behaviour behaviour;

  public LoopbackPeer(Behaviour behaviour) {
    this.behaviour = behaviour;
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

  /** The head of a response whose body lasts until the connection closes. */
  public static String streamHead() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
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
        socket.setTcpNoDelay(true);
        start("serve", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      String body = new String(in.readNBytes(contentLength(head)), StandardCharsets.UTF_8);
      Connection connection = new Connection(socket, head, body);
      connections.add(connection);
      behaviour.serve(connection);
    } catch (IOException clientWentAway) {
      // what the test asserts on is the client's side
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** The connections whose request was read, in their order. */
  public List<Connection> connections() {
    return connections;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.socket().close();
    }
  }
}
