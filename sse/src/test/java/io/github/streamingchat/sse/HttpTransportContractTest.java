package io.github.streamingchat.sse;

import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.TextLines;
import io.github.streamingchat.sse.protocol.TokenEvents;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.TransportContract;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a guard against hanging; nothing here waits for time
class HttpTransportContractTest {
  /** A wire format, as far as a script needs it: how it says a piece, and that it has said all. */
  private enum Format {
    TEXT("text/event-stream", "data: %s\n\n", "data: end\n\n"),
    OPENAI(
        "text/event-stream",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n",
        Chunks.DONE),
    TEXT_LINES(
        "application/x-ndjson",
        "{\"type\":\"text\",\"data\":\"%s\"}\n",
        "{\"type\":\"complete\"}\n"),
    TOKEN_EVENTS(
        "text/event-stream",
        "event: token\ndata: {\"content\":\"%s\"}\n\n",
        "event: done\ndata: {}\n\n"),
    MESSAGE_EVENTS(
        "text/event-stream",
        "event: message\ndata: {\"content\":\"%s\"}\n\n",
        "event: complete\ndata: {}\n\n"),
    MESSAGE_LINES(
        "application/x-ndjson",
        "{\"event\":\"message\",\"data\":{\"content\":\"%s\"}}\n",
        "{\"event\":\"complete\",\"data\":{}}\n");

    private final String contentType;
    private final String piece;
    private final String end;

    Format(String contentType, String piece, String end) {
      this.contentType = contentType;
      this.piece = piece;
      this.end = end;
    }

    HttpProtocol at(String url) {
      return switch (this) {
        case TEXT -> TextProtocol.at(url);
        case OPENAI -> OpenAi.at(url).model("m").protocol();
        case TEXT_LINES -> TextLines.at(url).protocol();
        case TOKEN_EVENTS -> TokenEvents.at(url).protocol();
        case MESSAGE_EVENTS -> MessageEvents.at(url).protocol();
        case MESSAGE_LINES -> MessageEvents.at(url).framing(Framing.JSON_LINES).protocol();
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractInEveryFormat() {
    return Stream.of(Format.values())
        .flatMap(format ->
            TransportContract.checks(() -> script -> new Scripted(format, script)).stream()
                .map(check -> DynamicTest.dynamicTest(format + ": " + check.name(), check::run)));
  }

  /** An HTTP transport with a peer of its own that follows a script. */
  private static final class Scripted implements ChatTransport {
    private final LoopbackPeer peer;
    private final HttpTransport transport;

    Scripted(Format format, Script script) {
      peer = new LoopbackPeer(connection -> serve(format, script, connection));
      transport = HttpTransport.builder(format.at(peer.url())).build();
    }

    private static void serve(Format format, Script script, PeerConnection connection)
        throws IOException {
      for (Script.Step step : script.steps()) {
        StreamEvent event = step.event();
        if (event instanceof StreamEvent.Connected) {
          connection.send(LoopbackPeer.head(200, format.contentType));
        } else if (event instanceof StreamEvent.Text text) {
          connection.send(format.piece.formatted(text.piece()));
        } else if (event instanceof StreamEvent.Completed) {
          connection.send(format.end);
          return;
        } else if (event instanceof StreamEvent.Failed) {
          return; // closes the connection before the end mark
        }
      }
      connection.awaitClose();
    }

    @Override
    public Connection open(AnswerRequest request, EventSink sink) {
      return transport.open(request, sink);
    }

    @Override
    public void close() {
      transport.close();
      try {
        peer.close();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
