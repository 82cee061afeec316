package io.github.streamingchat.examples.web;

import io.github.streamingchat.websocket.protocol.Frame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads the frames of a socket, one after the other. */
final class SocketReader implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  static SocketReader open(URI server, String cookie, String origin) {
    SocketReader reader = new SocketReader();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (!cookie.isEmpty()) {
      builder.header("Cookie", cookie);
    }
    if (origin != null) {
      builder.header("Origin", origin);
    }
    URI address = URI.create(server.toString().replaceFirst("^http", "ws")).resolve("/ws");
    reader.socket = builder.buildAsync(address, reader).join();
    return reader;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
    text.append(piece);
    if (last) {
      frames.add(Frame.parse(text));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  void says(String frame) {
    socket.sendText(frame, true).join();
  }

  Frame next() throws InterruptedException {
    Frame frame = frames.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  /** Gives the frames up to one that fits. */
  List<Frame> until(Predicate<Frame> last) throws InterruptedException {
    List<Frame> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!last.test(all.get(all.size() - 1)));
    return all;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
