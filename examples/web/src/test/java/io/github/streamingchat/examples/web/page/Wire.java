package io.github.streamingchat.examples.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a server that can be cut, and holds again afterwards. Thread-safe. */
final class Wire implements AutoCloseable {
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final int port;

  private Wire(ServerSocket listening, int port) {
    this.listening = listening;
    this.port = port;
  }

  static Wire to(URI server) throws IOException {
    Wire wire = new Wire(
        new ServerSocket(0, 50, InetAddress.getByName(server.getHost())), server.getPort());
    start(wire::accept);
    return wire;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  void cut() throws IOException {
    for (Socket socket : sockets) {
      sockets.remove(socket);
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = listening.accept();
      Socket far = new Socket(listening.getInetAddress(), port);
      sockets.addAll(List.of(near, far));
      start(() -> copy(near, far));
      start(() -> copy(far, near));
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private static void start(Copying copying) {
    Thread thread = new Thread(() -> {
      try {
        copying.run();
      } catch (IOException ended) {
        // one of the two has gone, or the wire was cut
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }

  private interface Copying {
    void run() throws IOException;
  }
}
