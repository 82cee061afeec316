package io.github.streamingchat.websocket;

import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.TransportContract;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a guard against hanging; nothing here waits for time
class ChatSocketContractTest {
  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return TransportContract.checks(() -> ChatSocketContractTest::transport).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private static ChatTransport transport(Script script) {
    try {
      RawPeer peer = new RawPeer(wire -> play(script, wire));
      ChatSocket socket = ChatSocket.at(peer.url())
          .reconnect(RetryPolicy.NONE)
          .turn(ChatSocketContractTest::turn)
          .build();
      return new ChatTransport() {
        @Override
        public Connection open(AnswerRequest request, EventSink sink) {
          return socket.open(request, sink);
        }

        @Override
        public void close() {
          socket.close();
          try {
            peer.close();
          } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
          }
        }
      };
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private static String turn(AnswerRequest request) {
    int last = request.messages().size() - 1;
    String id = last < 0
        ? request.answerId().value()
        : request.messages().get(last).id().value();
    Envelope envelope = Envelope.of(id, request.conversationId()).withSender("user");
    return new Frame.Message(envelope, "?").json();
  }

  /** Answers each turn by the script. */
  private static void play(Script script, RawPeer.Wire wire) throws Exception {
    for (int number = 1; ; number++) {
      Frame.Message turn = nextTurn(wire);
      if (turn == null) {
        return;
      }
      StreamEncoder answer = AgentPeer.answer(wire, turn, "s-" + number);
      for (Script.Step step : script.steps()) {
        StreamEvent event = step.event();
        if (event instanceof StreamEvent.Text text) {
          answer.chunk(text.piece());
        } else if (event instanceof StreamEvent.Completed) {
          answer.end();
        } else if (event instanceof StreamEvent.Failed) {
          wire.close(
              1011, ""); // before the end mark; without a word the JDK may lose the last text
          return;
        }
      }
    }
  }

  /** Null once the client has gone. */
  private static Frame.Message nextTurn(RawPeer.Wire wire) throws Exception {
    while (!wire.hasEnded()) {
      String text = wire.textWithin(20);
      if (text != null && Frame.parse(text) instanceof Frame.Message turn) {
        return turn;
      }
    }
    return null;
  }
}
