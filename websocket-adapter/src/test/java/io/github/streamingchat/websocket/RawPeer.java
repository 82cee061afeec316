package io.github.streamingchat.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks WebSocket byte by byte over a loopback socket, so that a test can have it do what
 * no library would: cut frames anywhere, end without a word, stay silent, answer no pings.
 */
final class RawPeer implements AutoCloseable {
  /** What the peer does with one connection, after the handshake; returning closes it. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Wire wire) throws Exception;
  }

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int PATIENCE_SECONDS = 20;

  private final ServerSocket server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Behaviour behaviour;

  /** Answers the handshake by itself; null for the proper answer. */
  private volatile String handshakeAnswer;

  RawPeer(Behaviour behaviour) throws IOException {
    this(behaviour, 0);
  }

  /** On a port that is known already, for a server that comes back. */
  RawPeer(Behaviour behaviour, int port) throws IOException {
    this.behaviour = behaviour;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** A peer that refuses every handshake with these bytes. */
  static RawPeer refusing(String response) throws IOException {
    RawPeer peer = new RawPeer(wire -> {});
    peer.handshakeAnswer = response;
    return peer;
  }

  /** From now on handshakes are answered with these bytes, or properly if null. */
  void answerHandshakes(String response) {
    handshakeAnswer = response;
  }

  String url() {
    return "ws://127.0.0.1:" + port() + "/ws";
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The heads of the handshakes. */
  List<String> requests() {
    return requests;
  }

  List<Throwable> failures() {
    return failures;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String head = head(in);
      requests.add(head);
      connections.incrementAndGet();
      OutputStream out = socket.getOutputStream();
      String answer = handshakeAnswer;
      if (answer != null) {
        out.write(answer.getBytes(ISO_8859_1));
        out.flush();
        return;
      }
      out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: " + accept(head) + "\r\n\r\n")
          .getBytes(ISO_8859_1));
      out.flush();
      Wire wire = new Wire(socket, in, out);
      daemon(wire::listen);
      behaviour.serve(wire);
    } catch (IOException gone) {
      // the client went, as it may
    } catch (Throwable thrown) {
      failures.add(thrown);
    }
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private static String accept(String head) throws NoSuchAlgorithmException {
    String key = head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
    byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
    return Base64.getEncoder().encodeToString(digest);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection, as the peer sees it. */
  static final class Wire {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger pongs = new AtomicInteger();
    private volatile boolean answersPings = true;
    private volatile boolean ended;

    Wire(Socket socket, DataInputStream in, OutputStream out) {
      this.socket = socket;
      this.in = in;
      this.out = out;
    }

    private void listen() {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      try {
        while (true) {
          int first = in.readUnsignedByte();
          int second = in.readUnsignedByte();
          long length = second & 0x7F;
          if (length == 126) {
            length = in.readUnsignedShort();
          } else if (length == 127) {
            length = in.readLong();
          }
          byte[] mask = in.readNBytes(4);
          byte[] payload = in.readNBytes((int) length);
          for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
          }
          heard(first, payload, message);
        }
      } catch (IOException end) {
        ended = true;
        closes.add(0);
      }
    }

    private void heard(int first, byte[] payload, ByteArrayOutputStream message)
        throws IOException {
      switch (first & 0x0F) {
        case 0, 1 -> {
          message.writeBytes(payload);
          if ((first & 0x80) != 0) {
            texts.add(message.toString(UTF_8));
            message.reset();
          }
        }
        case 8 ->
          closes.add(payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
        case 9 -> {
          pings.incrementAndGet();
          if (answersPings) {
            raw(frame(0x8A, payload));
          }
        }
        case 10 -> pongs.incrementAndGet();
        default -> {}
      }
    }

    void answerNoPings() {
      answersPings = false;
    }

    int pings() {
      return pings.get();
    }

    int pongs() {
      return pongs.get();
    }

    /** The next text that the client sent. */
    String text() throws InterruptedException {
      String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("the client sent nothing within " + PATIENCE_SECONDS + " s");
      }
      return text;
    }

    /** The next text, if one comes soon. */
    String textWithin(long millis) throws InterruptedException {
      return texts.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** The code of the client's Close frame; 0 if the connection ended without one. */
    int closed() throws InterruptedException {
      Integer code = closes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (code == null) {
        throw new AssertionError("the client closed nothing within " + PATIENCE_SECONDS + " s");
      }
      return code;
    }

    boolean hasEnded() {
      return ended;
    }

    void send(String text) throws IOException {
      raw(frame(0x81, text.getBytes(UTF_8)));
    }

    void ping() throws IOException {
      raw(frame(0x89, new byte[0]));
    }

    void close(int code, String reason) throws IOException {
      byte[] words = reason.getBytes(UTF_8);
      byte[] payload = new byte[words.length + 2];
      payload[0] = (byte) (code >> 8);
      payload[1] = (byte) code;
      System.arraycopy(words, 0, payload, 2, words.length);
      raw(frame(0x88, payload));
    }

    void raw(byte[] bytes) throws IOException {
      synchronized (out) {
        out.write(bytes);
        out.flush();
      }
    }

    /** Ends the connection without a word. */
    void fin() throws IOException {
      socket.shutdownOutput();
    }

    void rst() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client has gone. */
    void awaitEnd() throws InterruptedException {
      while (!ended) {
        closed();
      }
    }
  }

  /** One unmasked frame. */
  static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
