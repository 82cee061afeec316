package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what they should be, from the socket to the message. */
class MalformedAnswerTest {
  private static final String HEAD = LoopbackPeer.streamHead();

  @Test
  void garbageBetweenTheChunksIsReportedAndCostsNoText() {
    try (Dialogue dialogue = Dialogue.hearing(HEAD
        + Chunks.text("Hel")
        + Chunks.data("garbage")
        + Chunks.data("{'a':1}{'b':2}")
        + Chunks.data("17")
        + Chunks.data("null")
        + Chunks.data("[]")
        + Chunks.data("{'x")
        + Chunks.text("lo")
        + Chunks.STOP
        + Chunks.DONE)) {
      Outcome outcome = dialogue.completed();

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().problemCount()).isEqualTo(6);
      assertThat(outcome.evidence().problems())
          .extracting(Problem::message)
          .allMatch(message -> message.startsWith("a chunk of the stream was passed over: "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{'x", "17", "null", "[]", "<html></html>"})
  void nothingButGarbageIsAnotherProtocolAndClosed(String garbage) throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(HEAD + Chunks.data(garbage).repeat(3) + Chunks.DONE);
      connection.awaitClose();
    })) {
      Outcome outcome = dialogue.outcome();

      ChatError error = outcome.error().orElseThrow();
      Dialogue.failure(outcome, Kind.PROTOCOL, error.code(), false);
      assertThat(error.message())
          .contains("does not speak OpenAI Chat Completions", "check the URL");
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void jsonThatIsNestedAHundredThousandDeep() {
    String deep = "[".repeat(100_000);
    try (Dialogue dialogue = Dialogue.hearing(HEAD
        + Chunks.text("Hel")
        + Chunks.data("{'x':" + deep)
        + Chunks.text("lo")
        + Chunks.DONE)) {
      Outcome outcome = dialogue.completed();

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().problemCount()).isOne();
    }
  }

  @Test
  void illFormedUtf8InAString() {
    byte[] answer =
        (HEAD + Chunks.text("a\u00ffb\u00e2\u0082c") + Chunks.DONE).getBytes(ISO_8859_1);
    try (Dialogue dialogue = Dialogue.with(connection -> connection.send(answer))) {
      assertThat(dialogue.completed().text()).isEqualTo("a\uFFFDb\uFFFDc");
    }
  }

  @Test
  void nulBytesAndAByteOrderMark() {
    try (Dialogue dialogue = Dialogue.hearing(HEAD + "\uFEFF" + Chunks.text("a")
        + "\u0000\n\u0000\n\n" + Chunks.text("b\\u0000") + Chunks.DONE)) {
      assertThat(dialogue.completed().text()).isEqualTo("ab\u0000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "event: error\n"})
  void anErrorInsideA200KeepsTheText(String type) throws Exception {
    try (Dialogue dialogue = Dialogue.hearingOpenEnded(HEAD
        + Chunks.text("Hel")
        + type
        + Chunks.data("{'error':{'message':'it broke','code':500}}"))) {
      ChatError error = dialogue.failedWithText("Hel", Kind.SERVER, "500", true);

      assertThat(error.message()).isEqualTo("The provider reported an error: it broke");
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void anErrorAsTheFirstThingInsideA200() throws Exception {
    try (Dialogue dialogue =
        Dialogue.hearingOpenEnded(HEAD + Chunks.data("{'error':'it broke'}"))) {
      dialogue.failed(Kind.PROVIDER, null, false);
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void aWholeJsonBodyIsAnAnswerOfOnePiece() {
    try (Dialogue dialogue = Dialogue.hearing(LoopbackPeer.head(200, "Application/JSON; x=y")
        + "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}")) {
      Outcome outcome = dialogue.completed();

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().pieces()).isOne();
    }
  }

  @Test
  void anErrorInAWholeJsonBody() {
    try (Dialogue dialogue = Dialogue.hearing(LoopbackPeer.head(200, "application/json")
        + "{\"error\":{\"message\":\"slow down\",\"code\":429}}")) {
      dialogue.failed(Kind.RATE_LIMIT, "429", true);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n",
        "Connection: close\r\n",
        "Transfer-Encoding: chunked\r\n"
      })
  void aWholeJsonBodyThatBreaksOffIsTruncated(String framing) {
    String begin = framing.startsWith("T") ? "10\r\n{\"choices\":[{\"me" : "{\"choices\":[{\"me";
    try (Dialogue dialogue = Dialogue.hearing(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + framing + "\r\n" + begin)) {
      ChatError error = dialogue.failed(Kind.TRUNCATED, null, true);

      assertThat(error.message())
          .isEqualTo("The connection ended before any of the answer arrived."
              + " Ask again for a whole answer.");
    }
  }
}
