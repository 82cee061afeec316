package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers that go silent. The clocks are the chat's own: {@code HttpRequest.timeout} ends at the headers
 * up to JDK 25 and cuts the stream from JDK 26 on (JDK-8208693).
 */
class SilenceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Timeouts TIMEOUTS =
      new Timeouts(MINUTE.multipliedBy(3), MINUTE, Duration.ofHours(1));

  private final VirtualTime time = new VirtualTime();

  private Dialogue hearingOpenEnded(String response) {
    return Dialogue.with(
        connection -> {
          connection.send(response);
          connection.awaitClose();
        },
        chat -> chat.scheduler(time).timeouts(TIMEOUTS));
  }

  @Test
  void beforeTheHeadersEndsWithTheConnectClock() throws Exception {
    try (Dialogue dialogue = hearingOpenEnded("")) {
      Answer answer = dialogue.ask();
      Eventually.await("the request came", () -> !dialogue.peer().connections().isEmpty());

      time.advance(TIMEOUTS.connect().minusNanos(1));
      assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
      time.advance(Duration.ofNanos(1));

      ChatError error = Dialogue.failure(dialogue.ended(answer), Kind.TIMEOUT, "connect", true);
      assertThat(error.message())
          .startsWith("No response within 3 minutes;")
          .contains("Try again, or raise Timeouts.connect");
      dialogue.assertSocketsClosed();
      assertThat(time.timers()).isZero();
    }
  }

  @Test
  void behindHalfOfTheHeadersEndsWithTheConnectClock() throws Exception {
    try (Dialogue dialogue = hearingOpenEnded("HTTP/1.1 200 OK\r\nContent-Type: text/ev")) {
      Answer answer = dialogue.ask();
      Eventually.await("the request came", () -> !dialogue.peer().connections().isEmpty());

      time.advance(TIMEOUTS.connect());

      Dialogue.failure(dialogue.ended(answer), Kind.TIMEOUT, "connect", true);
      dialogue.assertSocketsClosed();
    }
  }

  /** In real time: nothing tells when the headers were read. */
  @Test
  void behindTheHeadersEndsWithTheIdleClock() throws Exception {
    try (Dialogue dialogue = Dialogue.with(
        connection -> {
          connection.send(LoopbackPeer.streamHead());
          connection.awaitClose();
        },
        chat -> chat.timeouts(Timeouts.DEFAULTS.withIdle(Duration.ofMillis(50))))) {
      ChatError error = dialogue.failed(Kind.TIMEOUT, "idle", true);

      assertThat(error.message()).contains("went silent for 0.05 seconds", "raise Timeouts.idle");
      dialogue.assertSocketsClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: {\"choi", "data: [DONE]", "data: [DONE]\n", ": comm", "\n"})
  void inTheMiddleOfTheAnswerEndsWithTheIdleClockAndKeepsTheText(String unfinished)
      throws Exception {
    try (Dialogue dialogue =
        hearingOpenEnded(LoopbackPeer.streamHead() + Chunks.text("Hel") + unfinished)) {
      Answer answer = dialogue.ask();
      Eventually.await("text came", () -> answer.state() == StreamState.STREAMING);

      Outcome outcome = Eventually.outcome(answer, () -> time.advance(MINUTE));

      ChatError error = Dialogue.failure(outcome, Kind.TIMEOUT, "idle", true);
      assertThat(error.message())
          .isEqualTo("The server went silent for 1 minute in the middle of the answer;"
              + " what arrived was kept. Ask again, or raise Timeouts.idle.");
      assertThat(outcome.text()).isEqualTo("Hel");
      dialogue.assertSocketsClosed();
      assertThat(time.timers()).isZero();
    }
  }

  /** What the idle clock makes of a sign of life is the chat's concern; here, that there is one. */
  @ParameterizedTest
  @ValueSource(strings = {":\n", ": ping\n\n", "event: ping\ndata:\n\n", "x", "\n"})
  void anyByteIsASignOfLife(String bytes) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          connection.send(LoopbackPeer.streamHead() + bytes);
          connection.awaitClose();
        });
        ChatTransport transport = OpenAi.at(peer.url()).newTransport()) {
      Connection connection = transport.open(Requests.asking("Hi"), sink);

      Eventually.await(
          "all bytes came",
          () -> sink.events().stream()
                  .filter(StreamEvent.Received.class::isInstance)
                  .mapToInt(event -> ((StreamEvent.Received) event).bytes())
                  .sum()
              == bytes.length());

      assertThat(sink.events().get(0)).isEqualTo(new StreamEvent.Connected(200));
      assertThat(sink.isOpen()).isTrue();
      connection.cancel();
      assertThat(peer.connections().get(0).sawClose()).isTrue();
    }
  }

  /** A server that only says that it is alive does so until the total clock ends it. */
  @Test
  void endlessCommentsEndWithTheTotalClock() throws Exception {
    try (Dialogue dialogue = Dialogue.with(
        connection -> {
          connection.send(LoopbackPeer.streamHead() + Chunks.text("Hel"));
          connection.sendUntilClosed(": still thinking\n");
        },
        chat -> chat.scheduler(time).timeouts(TIMEOUTS.withIdle(TIMEOUTS.total().plus(MINUTE))))) {
      Answer answer = dialogue.ask();
      Eventually.await("text came", () -> answer.message().text().equals("Hel"));

      time.advance(TIMEOUTS.total());

      Outcome outcome = dialogue.ended(answer);
      ChatError error = Dialogue.failure(outcome, Kind.TIMEOUT, "total", true);
      assertThat(error.message())
          .isEqualTo("The answer was not complete within 1 hour; what arrived was kept."
              + " Ask again, or raise Timeouts.total.");
      assertThat(outcome.text()).isEqualTo("Hel");
      dialogue.assertSocketsClosed();
      assertThat(time.timers()).isZero();
    }
  }
}
