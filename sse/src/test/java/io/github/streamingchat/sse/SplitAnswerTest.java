package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One answer in any pieces and with any line ends. That all cuts are equal is the decoder's law. */
class SplitAnswerTest {
  private static final String SHORT =
      Chunks.text("\u00e9\u20ac\uD83D\uDE00") + Chunks.STOP + Chunks.DONE;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsOfAllThreeKinds(String lineEnd) {
    try (Dialogue dialogue =
        Dialogue.hearing(LoopbackPeer.streamHead() + Chunks.HELLO.replace("\n", lineEnd))) {
      Outcome outcome = dialogue.completed();

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(outcome.usage().orElseThrow().totalTokens()).isEqualTo(11);
    }
  }

  /** Nothing may wait for the LF that never comes. */
  @Test
  void anAnswerWithLoneCarriageReturnsEndsWhileTheConnectionIsOpen() throws Exception {
    try (Dialogue dialogue =
        Dialogue.hearingOpenEnded(LoopbackPeer.streamHead() + Chunks.HELLO.replace('\n', '\r'))) {
      assertThat(dialogue.completed().text()).isEqualTo("Hello");
    }
  }

  @Test
  void oneByteAtATime() {
    byte[] answer = (LoopbackPeer.streamHead() + Chunks.HELLO).getBytes(UTF_8);
    try (Dialogue dialogue = Dialogue.with(connection -> {
      for (byte each : answer) {
        connection.send(new byte[] {each});
      }
    })) {
      assertThat(dialogue.completed().text()).isEqualTo("Hello");
    }
  }

  @Test
  void oneByteInEachChunkOfTheTransferEncoding() {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n");
      for (byte each : Chunks.HELLO.getBytes(UTF_8)) {
        connection.sendChunk(new byte[] {each});
      }
      connection.send("0\r\n\r\n");
    })) {
      assertThat(dialogue.completed().text()).isEqualTo("Hello");
    }
  }

  @Test
  void everySplitPoint() throws Exception {
    byte[] answer = (LoopbackPeer.streamHead() + SHORT).getBytes(UTF_8);
    AtomicInteger split = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          int at = split.get();
          connection.send(Arrays.copyOf(answer, at));
          connection.send(Arrays.copyOfRange(answer, at, answer.length));
        });
        ChatTransport transport = OpenAi.at(peer.url()).newTransport()) {
      for (int at = 0; at <= answer.length; at++) {
        split.set(at);
        Outcome outcome =
            Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi").join(Dialogue.LIMIT);

        assertThat(outcome.error()).as("split at %d", at).isEmpty();
        assertThat(outcome.text()).as("split at %d", at).isEqualTo("\u00e9\u20ac\uD83D\uDE00");
      }
    }
  }
}
