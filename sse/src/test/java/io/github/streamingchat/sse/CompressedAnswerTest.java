package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.ChatTransport;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a server or a proxy compresses, asked to or not. */
class CompressedAnswerTest {
  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String head(int status, String type, String coding) {
    return "HTTP/1.1 %d Reason\r\nContent-Type: %s\r\nContent-Encoding: %s\r\nConnection: close\r\n\r\n"
        .formatted(status, type, coding);
  }

  private static Dialogue hearing(String head, byte[] body) {
    return Dialogue.with(connection -> {
      connection.send(head);
      connection.send(body);
    });
  }

  private static byte[] compressed(String coding) {
    return switch (coding.strip().toLowerCase()) {
      case "deflate" -> Gzip.deflate(false, bytes(Chunks.HELLO));
      case "identity", "" -> bytes(Chunks.HELLO);
      default -> Gzip.gzip(bytes(Chunks.HELLO));
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "x-gzip", "deflate", "identity", ""})
  void isReadInEveryCodingThatIsKnown(String coding) {
    try (Dialogue dialogue = hearing(head(200, "text/event-stream", coding), compressed(coding))) {
      Outcome outcome = dialogue.completed();

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
    }
  }

  /** Each piece is out before the server goes on: it waits until the text is there. */
  @Test
  void eachFlushedBlockIsDeliveredAtOnce() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    byte[] body = Gzip.gzip(bytes(Chunks.text("Hel")), bytes(Chunks.text("lo") + Chunks.DONE));
    int flushed = flushedLength(bytes(Chunks.text("Hel")));
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(head(200, "text/event-stream", "gzip"));
      connection.send(Arrays.copyOf(body, flushed));
      try {
        assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      connection.send(Arrays.copyOfRange(body, flushed, body.length));
    })) {
      Answer answer = dialogue.ask();
      Eventually.await("the flushed text came", () -> answer.message().text().equals("Hel"));
      seen.countDown();

      assertThat(dialogue.ended(answer).text()).isEqualTo("Hello");
    }
  }

  /** Header and flushed block, without the empty last block and the trailer behind it. */
  private static int flushedLength(byte[] block) {
    return Gzip.gzip(block).length - 2 - 8;
  }

  @Test
  void aWholeBodyIsReadToo() {
    String json =
        "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
    try (Dialogue dialogue =
        hearing(head(200, "application/json", "gzip"), Gzip.gzip(bytes(json)))) {
      assertThat(dialogue.completed().text()).isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip", "gzip, br", "gzip;q=1"})
  void anUnknownCodingIsNamed(String coding) throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(head(200, "text/event-stream", coding));
      connection.sendUntilClosed("what nobody can read");
    })) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "content_encoding", false);

      assertThat(error.message())
          .isEqualTo("The server at " + dialogue.peer().url() + "/chat/completions compressed its"
              + " answer in a way that was not asked for and cannot be read (" + coding
              + "); let it send gzip or nothing of the kind.");
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void aCorruptBodyKeepsTheTextBeforeIt() throws Exception {
    byte[] good = Gzip.gzip(bytes(Chunks.text("Hel")));
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(head(200, "text/event-stream", "gzip"));
      connection.send(Gzip.join(good, bytes("and then something else")));
      connection.awaitClose();
    })) {
      ChatError error = dialogue.failedWithText("Hel", Kind.PROTOCOL, "content_encoding", false);

      assertThat(error.message())
          .startsWith("The server's compressed answer is corrupt: it does not begin as gzip does;");
      assertThat(error.cause()).isInstanceOf(CorruptBodyException.class);
      dialogue.assertSocketsClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream", "application/json"})
  void aBodyThatBreaksOffIsTruncatedHoweverCleanlyItEnds(String type) {
    byte[] whole = Gzip.gzip(bytes(Chunks.text("Hel")));
    try (Dialogue dialogue =
        hearing(head(200, type, "gzip"), Arrays.copyOf(whole, whole.length - 9))) {
      dialogue.failedWithText(type.startsWith("text") ? "Hel" : "", Kind.TRUNCATED, null, true);
    }
  }

  @Test
  void theTrailerIsNotWaitedForBehindTheEndMark() {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      byte[] whole = Gzip.gzip(bytes(Chunks.HELLO));
      connection.send(head(200, "text/event-stream", "gzip"));
      connection.send(Arrays.copyOf(whole, whole.length - 8));
      connection.awaitClose();
    })) {
      assertThat(dialogue.completed().text()).isEqualTo("Hello");
    }
  }

  @Test
  void theLimitsHoldForWhatItStandsFor() throws Exception {
    Limits limits = Limits.builder().maxLineBytes(10_000).build();
    byte[] bomb = Gzip.gzip(bytes("data: " + "x".repeat(10 << 20)));
    assertThat(bomb.length).isLessThan(11_000);
    try (Dialogue dialogue = Dialogue.with(
        connection -> {
          connection.send(head(200, "text/event-stream", "gzip"));
          connection.send(bomb);
          connection.awaitClose();
        },
        chat -> chat.conversation(Conversation.builder("c").limits(limits).build()))) {
      ChatError error = dialogue.failed(Kind.LIMIT, "maxLineBytes", false);

      assertThat(error.cause()).isInstanceOf(LimitExceededException.class);
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void anErrorsBodyIsDecodedToo() {
    String json = "{\"error\":{\"message\":\"No such key\",\"code\":\"bad_key\"}}";
    try (Dialogue dialogue =
        hearing(head(401, "application/json", "gzip"), Gzip.gzip(bytes(json)))) {
      ChatError error = dialogue.failed(Kind.AUTH, "bad_key", false);

      assertThat(error.message()).startsWith("No such key (HTTP 401 ");
      assertThat(((HttpStatusException) error.cause()).body()).isEqualTo(json);
    }
  }

  @Test
  void anErrorsBodyIsBoundedByWhatItStandsFor() throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(head(401, "text/html", "gzip"));
      connection.send(Gzip.gzip(new byte[10 << 20]));
      connection.awaitClose();
    })) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(((HttpStatusException) error.cause()).body())
          .hasSize(Limits.DEFAULT_MAX_ERROR_BODY_BYTES);
      dialogue.assertSocketsClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip", "br"})
  void anErrorsBodyThatCannotBeReadLeavesTheStatusToSpeak(String coding) {
    try (Dialogue dialogue = hearing(head(401, "text/plain", coding), bytes("garbage"))) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(error.message()).startsWith("The server wants other credentials; ");
    }
  }

  @Test
  void compressionIsAskedForByChoiceOnly() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + Chunks.HELLO)) {
      for (boolean asked : new boolean[] {false, true}) {
        HttpTransport.Builder transport =
            HttpTransport.builder(OpenAi.at(peer.url()).protocol());
        try (ChatTransport open = transport.compression(asked).build()) {
          Dialogue.over(open).send("Hi").join(Dialogue.LIMIT);
        }
      }
      assertThat(peer.connections().get(0).head()).contains("Accept-Encoding: identity\r\n");
      assertThat(peer.connections().get(1).head()).contains("Accept-Encoding: gzip, deflate\r\n");
    }
  }

  @Test
  void aProtocolsOwnWordOnCodingsIsKept() {
    try (Dialogue dialogue = Dialogue.with(
        connection -> connection.send(LoopbackPeer.streamHead() + Chunks.HELLO),
        openAi -> openAi.header("Accept-Encoding", "gzip"),
        chat -> {})) {
      dialogue.completed();

      assertThat(dialogue.peer().connections().get(0).head())
          .contains("Accept-Encoding: gzip\r\n")
          .doesNotContain("identity");
    }
  }
}
