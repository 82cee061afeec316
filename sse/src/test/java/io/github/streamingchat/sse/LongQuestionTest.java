package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.StreamEvent.Text;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A question carries the whole conversation, and its answer may take minutes. */
@Timeout(60) // a guard against hanging
class LongQuestionTest {
  private static final int LENGTH = 200_000;

  private final AtomicReference<WeakReference<byte[]>> question = new AtomicReference<>();

  private HttpRequest asking(String url) {
    byte[] body = new byte[LENGTH];
    question.set(new WeakReference<>(body));
    return HttpRequest.newBuilder(URI.create(url))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  @Test
  void bodyOfTheRequestIsNotKeptWhileItsAnswerComes() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          connection.send(LoopbackPeer.streamHead() + "data: Be\n\n");
          connection.awaitClose();
        });
        ChatTransport transport =
            HttpTransport.builder(new TextProtocol(() -> asking(peer.url()))).build()) {
      transport.open(Requests.asking("Hi"), sink);
      Eventually.await(
          "the answer began", () -> sink.events().stream().anyMatch(Text.class::isInstance));
      Eventually.await("the body was let go", () -> question.get().get() == null, System::gc);

      assertThat(peer.connections())
          .singleElement()
          .satisfies(connection -> assertThat(connection.body()).hasSize(LENGTH));
      assertThat(sink.isOpen()).isTrue();
    }
  }
}
