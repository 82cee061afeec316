package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.StreamEvent.StreamNamed;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The id by which a server can be asked to cancel, told in a header. */
class StreamIdTest {
  @ParameterizedTest
  @CsvSource({
    "X-Stream-Id: s-1, s-1",
    "x-stream-id: s-1, s-1",
    "X-Stream-Id:, ''",
    "X-Other: s-1, ''"
  })
  void theHeaderThatNamesTheStreamIsTold(String header, String id) throws Exception {
    RecordingSink sink = new RecordingSink();
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + header + "\r\n\r\n";
    try (LoopbackPeer peer = LoopbackPeer.sending(head + "data: end\n\n");
        ChatTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).build()) {
      transport.open(Requests.asking("Hi"), sink);
      Eventually.await("the answer ended", () -> !sink.isOpen());
    }

    assertThat(sink.events())
        .filteredOn(StreamNamed.class::isInstance)
        .isEqualTo(id.isEmpty() ? List.of() : List.of(new StreamNamed(id)));
  }
}
