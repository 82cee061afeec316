package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.LoopbackPeer.Behaviour;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the connection when an answer has ended with its end mark. */
class EndMarkTest {
  private final VirtualTime time = new VirtualTime();

  private ChatTransport transport(LoopbackPeer peer) {
    return HttpTransport.builder(OpenAi.at(peer.url()).protocol())
        .scheduler(time)
        .build();
  }

  private static Outcome ask(ChatTransport transport) {
    Outcome outcome =
        Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi").join(Dialogue.LIMIT);
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Hello");
    assertThat(outcome.evidence().endMarkSeen()).isTrue();
    return outcome;
  }

  private void assertClosedAfterTheDiscardTime(Behaviour behaviour) throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(behaviour);
        ChatTransport transport = transport(peer)) {
      ask(transport);

      Eventually.await("the rest is thrown away for a while", () -> time.timers() == 1);
      time.advance(HttpTransport.DISCARD_TIME.minusNanos(1));
      assertThat(time.timers()).isOne();
      time.advance(Duration.ofNanos(1));

      assertThat(time.timers()).isZero();
      assertThat(peer.connections().get(0).sawClose()).isTrue();
    }
  }

  @Test
  void aServerThatNeverStopsIsClosedAfterTheDiscardTime() throws Exception {
    assertClosedAfterTheDiscardTime(connection -> {
      connection.send(LoopbackPeer.streamHead() + Chunks.HELLO);
      connection.sendUntilClosed(Chunks.text("more"));
    });
  }

  @Test
  void aServerThatKeepsTheConnectionOpenIsClosedAfterTheDiscardTime() throws Exception {
    assertClosedAfterTheDiscardTime(connection -> {
      connection.send(LoopbackPeer.streamHead() + Chunks.HELLO);
      connection.awaitClose();
    });
  }

  @Test
  void aServerThatClosesLeavesNoTimerBehind() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + Chunks.HELLO);
        ChatTransport transport = transport(peer)) {
      ask(transport);

      Eventually.await("the timer was taken back", () -> time.timers() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionWhoseBodyEndsIsUsedAgain(boolean chunked) throws Exception {
    Semaphore mayEnd = new Semaphore(0);
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          do {
            if (chunked) {
              connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n");
              connection.sendChunk(Chunks.HELLO.getBytes(UTF_8));
              mayEnd.acquireUninterruptibly();
              connection.send("0\r\n\r\n");
            } else {
              connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                  + "Content-Length: " + Chunks.HELLO.length() + "\r\n\r\n" + Chunks.HELLO);
            }
          } while (connection.readRequest());
        });
        ChatTransport transport = transport(peer)) {
      int[] answers = {0};

      // The next question may come before the client has put the connection back.
      Eventually.await("a connection was used again", () -> answers[0] > peer.accepted(), () -> {
        ask(transport);
        answers[0]++;
        mayEnd.release();
      });

      assertThat(peer.accepted()).isPositive();
    }
  }
}
