package io.github.streamingchat.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.websocket.protocol.Envelope;
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

/** A client that knows nothing but frames. */
final class Listener implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  Listener(URI url) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      frames.add(Frame.parse(part));
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  void says(String text) {
    socket.sendText(text, true).join();
  }

  void asks(String session, String id, String question) {
    Envelope envelope = Envelope.of(id, session).withSender("user");
    says(new Frame.Message(envelope, question).json());
  }

  Frame next() throws InterruptedException {
    Frame frame = frames.poll(20, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within 20 s").isNotNull();
    return frame;
  }

  Frame.Stream nextStream() throws InterruptedException {
    return (Frame.Stream) next();
  }

  /** Gives the frames of all streams, up to the one that is looked for. */
  List<Frame.Stream> until(Predicate<Frame.Stream> last) throws InterruptedException {
    List<Frame.Stream> seen = new ArrayList<>();
    do {
      seen.add(nextStream());
    } while (!last.test(seen.get(seen.size() - 1)));
    return seen;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
