package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recorded answer that is cut after every single byte, in every way a connection can end. */
class CutAnswerTest {
  private static final byte[] ANSWER = Chunks.HELLO.getBytes(UTF_8);
  private static final int FIRST_TEXT = Chunks.HELLO.indexOf(Chunks.text("lo"));
  private static final int SECOND_TEXT = Chunks.HELLO.indexOf(Chunks.STOP);
  private static final int FINISH = SECOND_TEXT + Chunks.STOP.length();

  /** How the connection ends behind the cut. */
  private enum Ending {
    CLOSED("Connection: close"),
    RESET("Connection: close"),
    IN_A_CHUNKED_BODY("Transfer-Encoding: chunked"),
    SHORTER_THAN_PROMISED("Content-Length: " + (ANSWER.length + 1));

    private final String framing;

    Ending(String framing) {
      this.framing = framing;
    }

    void serve(PeerConnection connection, byte[] body) throws IOException {
      connection.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + framing + "\r\n\r\n");
      if (this == IN_A_CHUNKED_BODY && body.length > 0) {
        connection.sendChunk(body);
      } else {
        connection.send(body);
      }
      if (this == RESET) {
        connection.reset();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsAPrefixAndIsWholeOnlyByTheEndRule(Ending ending) throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(
            connection -> ending.serve(connection, Arrays.copyOf(ANSWER, cut(connection))));
        ChatTransport transport = OpenAi.at(peer.url()).newTransport()) {
      for (int cut = 0; cut <= ANSWER.length; cut++) {
        Chat chat = Chat.builder(transport).retry(RetryPolicy.NONE).build();
        Outcome outcome = chat.send("cut " + cut).join(Dialogue.LIMIT);

        assertThat(chat.conversation().isBusy()).isFalse();
        assertThat(outcome.evidence().lateEvents()).isEmpty();
        if (ending == Ending.RESET) {
          assertPrefixOf(cut, outcome);
        } else {
          assertExactly(cut, outcome);
        }
      }
      assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
    }
  }

  private static int cut(PeerConnection connection) {
    String body = connection.body();
    int at = body.indexOf("cut ") + "cut ".length();
    return Integer.parseInt(body.substring(at, body.indexOf('"', at)));
  }

  private static void assertExactly(int cut, Outcome outcome) {
    String text = cut < FIRST_TEXT ? "" : cut < SECOND_TEXT ? "Hel" : "Hello";
    assertThat(outcome.text()).as("cut at %d", cut).isEqualTo(text);
    if (cut < FINISH) {
      ChatError error = Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
      assertThat(error.message())
          .isEqualTo(
              text.isEmpty()
                  ? "The connection ended before any of the answer arrived."
                      + " Ask again for a whole answer."
                  : "The connection ended before the answer was complete; what arrived was kept."
                      + " Ask again for a whole answer.");
    } else {
      assertThat(outcome.status()).as("cut at %d", cut).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.evidence().endMarkSeen()).isEqualTo(cut == ANSWER.length);
    }
  }

  /** A reset may take bytes with it that were sent before. */
  private static void assertPrefixOf(int cut, Outcome outcome) {
    String text = cut < FIRST_TEXT ? "" : cut < SECOND_TEXT ? "Hel" : "Hello";
    assertThat(text).as("cut at %d", cut).startsWith(outcome.text());
    if (outcome.status() == MessageStatus.COMPLETED) {
      assertThat(cut).isGreaterThanOrEqualTo(FINISH);
      assertThat(outcome.text()).isEqualTo("Hello");
    } else {
      ChatError error = Dialogue.failure(outcome, Kind.CONNECTION, null, true);
      assertThat(error.message()).contains("The connection broke", "try again");
    }
  }
}
