package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not as long as HTTP/1.1 says they are (RFC 9112, sections 6 and 7). */
class FramingErrorsTest {
  private static String head(String framing) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + framing + "\r\n\r\n";
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** Goes on once the text before was seen: the JDK may throw away what came with the error. */
  private static Outcome afterHel(Dialogue dialogue, CountDownLatch seen) {
    Answer answer = dialogue.ask();
    Eventually.await("text came", () -> answer.message().text().equals("Hel"));
    seen.countDown();
    Outcome outcome = dialogue.ended(answer);
    assertThat(outcome.text()).isEqualTo("Hel");
    return outcome;
  }

  private static Dialogue sending(CountDownLatch seen, String good, String bad, boolean closes) {
    return Dialogue.with(connection -> {
      connection.send(good);
      try {
        seen.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      connection.send(bad);
      if (!closes) {
        connection.awaitClose();
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage\r\n", "xyz\r\n", "-1\r\n", "{\"a\":1}\r\n"})
  void aChunkWithoutASizeIsABreachOfTheProtocol(String bad) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    String good = head("Transfer-Encoding: chunked") + chunk(Chunks.text("Hel"));
    try (Dialogue dialogue = sending(seen, good, bad, false)) {
      Outcome outcome = afterHel(dialogue, seen);

      ChatError error = Dialogue.failure(outcome, Kind.PROTOCOL, "bad_framing", false);
      assertThat(error.message())
          .isEqualTo("The server does not say rightly how long its answer is ("
              + dialogue.peer().url()
              + "/chat/completions); check what stands between it and here.");
      dialogue.assertSocketsClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1f", "1f\r", "1f\r\n", "1f\r\ndata: {\"choi", "0", "0\r\n"})
  void aConnectionThatClosesInAChunkTruncatesTheAnswer(String cut) {
    CountDownLatch seen = new CountDownLatch(1);
    String good = head("Transfer-Encoding: chunked") + chunk(Chunks.text("Hel"));
    try (Dialogue dialogue = sending(seen, good, cut, true)) {
      Dialogue.failure(afterHel(dialogue, seen), Kind.TRUNCATED, null, true);
    }
  }

  @Test
  void aLastChunkWithoutTheEndMarkTruncatesTheAnswer() {
    CountDownLatch seen = new CountDownLatch(1);
    String good = head("Transfer-Encoding: chunked") + chunk(Chunks.text("Hel"));
    try (Dialogue dialogue = sending(seen, good, "0\r\n\r\n", true)) {
      Dialogue.failure(afterHel(dialogue, seen), Kind.TRUNCATED, null, true);
    }
  }

  @Test
  void aBodyShorterThanItsLengthTruncatesTheAnswer() {
    CountDownLatch seen = new CountDownLatch(1);
    String good = head("Content-Length: 1000") + Chunks.text("Hel");
    try (Dialogue dialogue = sending(seen, good, "data:", true)) {
      Dialogue.failure(afterHel(dialogue, seen), Kind.TRUNCATED, null, true);
    }
  }

  @Test
  void whatStandsBehindTheLengthIsNotPartOfTheAnswer() {
    String hel = Chunks.text("Hel");
    try (Dialogue dialogue = Dialogue.hearing(
        head("Content-Length: " + hel.length()) + hel + Chunks.text("lo") + Chunks.DONE)) {
      dialogue.failedWithText("Hel", Kind.TRUNCATED, null, true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "99999999999999999999"})
  void aLengthThatIsNoneIsABreachOfTheProtocol(String length) {
    try (Dialogue dialogue = Dialogue.hearing(head("Content-Length: " + length) + Chunks.HELLO)) {
      ChatError error = dialogue.outcome().error().orElseThrow();

      assertThat(error.kind()).as("%s", error).isEqualTo(Kind.PROTOCOL);
      assertThat(error.retryable()).isFalse();
      Dialogue.assertReadable(error.message());
    }
  }
}
