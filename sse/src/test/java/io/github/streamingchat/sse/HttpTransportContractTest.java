package io.github.streamingchat.sse;

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
  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return TransportContract.checks(() -> Scripted::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  /** An HTTP transport with a peer of its own that follows a script. */
  private static final class Scripted implements ChatTransport {
    private final LoopbackPeer peer;
    private final HttpTransport transport;

    Scripted(Script script) {
      peer = new LoopbackPeer(connection -> serve(script, connection));
      transport = HttpTransport.builder(TextProtocol.at(peer.url())).build();
    }

    private static void serve(Script script, PeerConnection connection) throws IOException {
      for (Script.Step step : script.steps()) {
        StreamEvent event = step.event();
        if (event instanceof StreamEvent.Connected) {
          connection.send(LoopbackPeer.streamHead());
        } else if (event instanceof StreamEvent.Text text) {
          connection.send("data: " + text.piece() + "\n\n");
        } else if (event instanceof StreamEvent.Completed) {
          connection.send("data: end\n\n");
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
