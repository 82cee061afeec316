package io.github.streamingchat.examples.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks for a stream and takes nothing of it until it is told to. */
final class SlowBrowser implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4 << 10;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();

  SlowBrowser(URI stream) throws IOException {
    this(stream, "");
  }

  /** HTTP/1.0 has no chunks, so that what comes behind the headers is the stream itself. */
  SlowBrowser(URI stream, String cookie) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BUFFER); // before it connects, or the window is large
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
    String request = "GET %s?%s HTTP/1.0\r\nHost: %s\r\nCookie: %s\r\n\r\n"
        .formatted(stream.getPath(), stream.getRawQuery(), stream.getAuthority(), cookie);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  String readAll() throws IOException {
    return body(socket.getInputStream().readAllBytes());
  }

  /** Reads what had come before the server cut the connection. */
  String readWhatThereIs() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
    } catch (IOException cut) {
      // which is what is expected
    }
    return body(bytes.toByteArray());
  }

  private static String body(byte[] response) {
    String all = new String(response, StandardCharsets.UTF_8);
    return all.substring(all.indexOf("\r\n\r\n") + 4);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
