package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection that a {@link LoopbackPeer} accepted. */
public final class PeerConnection {
  private final Socket socket;
  private final InputStream in;
  private final CountDownLatch clientClosed = new CountDownLatch(1);
  private volatile String head = "";
  private volatile String body = "";

  PeerConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Reads the next request; false if the client closed the connection instead. */
  public boolean readRequest() throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf("\r\n\r\n") < 0) {
      int next = read();
      if (next < 0) {
        return false;
      }
      read.append((char) next);
    }
    head = read.toString();
    body = new String(in.readNBytes(contentLength()), UTF_8);
    return true;
  }

  private int read() throws IOException {
    try {
      int next = in.read();
      if (next < 0) {
        clientClosed.countDown();
      }
      return next;
    } catch (IOException reset) {
      clientClosed.countDown();
      throw reset;
    }
  }

  private int contentLength() {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  /** The request line and headers of the last request. */
  public String head() {
    return head;
  }

  /** The body of the last request. */
  public String body() {
    return body;
  }

  public void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends one chunk of a response with {@code Transfer-Encoding: chunked}. */
  public void sendChunk(byte[] bytes) throws IOException {
    send(Integer.toHexString(bytes.length) + "\r\n");
    send(bytes);
    send("\r\n");
  }

  /** Sends the same again and again until the client closes the connection. */
  public void sendUntilClosed(String text) {
    try {
      byte[] bytes = text.getBytes(UTF_8);
      while (true) {
        send(bytes);
      }
    } catch (IOException closed) {
      clientClosed.countDown();
    }
  }

  /** Waits until the client has sent something. */
  void awaitByte() throws IOException {
    read();
  }

  /** Waits until the client has closed the connection. */
  public void awaitClose() {
    try {
      while (read() >= 0) {
        // what else it sends is not of interest
      }
    } catch (IOException reset) {
      // that is a way to close it too
    }
  }

  /** Whether the peer saw the client close the connection, within a generous time. */
  public boolean sawClose() throws InterruptedException {
    return clientClosed.await(30, TimeUnit.SECONDS);
  }

  /** Whether the client has closed the connection by now, as far as the peer has seen. */
  public boolean isClosedByClient() {
    return clientClosed.getCount() == 0;
  }

  /** Breaks the connection: the client sees a reset, not an end. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void close() throws IOException {
    socket.close();
  }
}
