package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers over HTTP/2 (RFC 9113), against a server that speaks it. */
class Http2Test {
  private static final String HEL = "data: Hel\n\n";
  private static final String LO = "data: lo\n\ndata: end\n\n";

  private static ChatTransport http2(H2Peer peer) {
    return HttpTransport.builder(TextProtocol.at(peer.url())).http2(true).build();
  }

  private static Answer ask(ChatTransport transport) {
    return Dialogue.over(transport).send("Hi");
  }

  private static Outcome outcome(H2Peer peer) {
    try (ChatTransport transport = http2(peer)) {
      return ask(transport).join(Dialogue.LIMIT);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void answersShareOneConnection() throws Exception {
    try (H2Peer peer = new H2Peer(exchange -> exchange.send(HEL + LO));
        ChatTransport transport = http2(peer)) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(transport).join(Dialogue.LIMIT).text()).isEqualTo("Hello");
      }
      assertThat(peer.exchanges())
          .extracting(H2Peer.Exchange::connection)
          .containsOnly(peer.exchanges().get(0).connection());
    }
  }

  @Test
  void withoutTheOptionItIsNotEvenAskedFor() throws Exception {
    try (H2Peer peer = new H2Peer(exchange -> exchange.send(HEL + LO));
        ChatTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).build()) {
      assertThat(ask(transport).join(Dialogue.LIMIT).text()).isEqualTo("Hello");
      assertThat(peer.exchanges().get(0).isHttp2()).isFalse();
    }
  }

  /** The codes of RFC 9113, section 7. */
  @ParameterizedTest
  @CsvSource({
    "2, INTERNAL_ERROR",
    "7, REFUSED_STREAM",
    "8, CANCEL",
    "11, ENHANCE_YOUR_CALM",
    "0, NO_ERROR"
  })
  void aResetBeforeTheAnswerIsAFailureOfTheConnection(int code, String name) throws Exception {
    try (H2Peer peer = new H2Peer(exchange -> exchange.reset(code))) {
      ChatError error = Dialogue.failure(outcome(peer), Kind.CONNECTION, null, true);

      assertThat(error.message())
          .as(name)
          .isEqualTo("The server reset the stream of this answer (" + peer.url() + "); try again.");
    }
  }

  @Test
  void aServerThatWantsTheOlderVersionIsUnderstood() throws Exception {
    try (H2Peer peer = new H2Peer(exchange -> exchange.reset(13))) {
      assertThat(outcome(peer).error().orElseThrow().message())
          .startsWith("The server wants HTTP/1.1 for this (")
          .endsWith("; leave HttpTransport.Builder.http2 off.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, INTERNAL_ERROR",
    "7, REFUSED_STREAM",
    "8, CANCEL",
    "11, ENHANCE_YOUR_CALM",
    "0, NO_ERROR"
  })
  void aResetInTheMiddleTruncatesTheAnswerAndKeepsTheText(int code, String name) throws Exception {
    CountDownLatch textSeen = new CountDownLatch(1);
    try (H2Peer peer = new H2Peer(exchange -> {
          exchange.send(HEL);
          await(textSeen);
          exchange.reset(code);
        });
        ChatTransport transport = http2(peer)) {
      Answer answer = ask(transport);
      Eventually.await("text came", () -> answer.message().text().equals("Hel"));
      textSeen.countDown();

      Outcome outcome = answer.join(Dialogue.LIMIT);
      Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
      assertThat(outcome.text()).as(name).isEqualTo("Hel");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, NO_ERROR", "2, INTERNAL_ERROR", "11, ENHANCE_YOUR_CALM"})
  void aConnectionThatIsGivenUpInTheMiddleTruncatesItsAnswers(int code, String name)
      throws Exception {
    CountDownLatch textSeen = new CountDownLatch(1);
    try (H2Peer peer = new H2Peer(exchange -> {
          exchange.send(HEL);
          await(textSeen);
          exchange.goAway(code);
        });
        ChatTransport transport = http2(peer)) {
      Answer first = ask(transport);
      Eventually.await("text came", () -> first.message().text().equals("Hel"));
      Answer second = ask(transport);
      Eventually.await("text came", () -> second.message().text().equals("Hel"));
      textSeen.countDown();

      for (Answer answer : new Answer[] {first, second}) {
        Outcome outcome = answer.join(Dialogue.LIMIT);
        Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
        assertThat(outcome.text()).as(name).isEqualTo("Hel");
      }
    }
  }

  @Test
  void theNextAnswerHasAConnectionOfItsOwnAfterwards() throws Exception {
    try (H2Peer peer = new H2Peer(exchange -> {
          if (exchange.number() == 1) {
            exchange.send(HEL);
            exchange.goAway(0);
          } else {
            exchange.send(HEL + LO);
          }
        });
        ChatTransport transport = http2(peer)) {
      Outcome first = ask(transport).join(Dialogue.LIMIT);
      assertThat(first.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(ask(transport).join(Dialogue.LIMIT).text()).isEqualTo("Hello");
    }
  }

  @Test
  void aCancelResetsItsOwnStreamAndLeavesTheOthersAlone() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (H2Peer peer = new H2Peer(exchange -> {
          exchange.send(HEL);
          await(cancelled);
          exchange.send(LO);
        });
        ChatTransport transport = http2(peer)) {
      Answer first = ask(transport);
      Eventually.await("text came", () -> first.message().text().equals("Hel"));
      Answer second = ask(transport);
      Eventually.await("text came", () -> second.message().text().equals("Hel"));

      second.cancel();
      Eventually.await("the server saw the reset", peer.exchanges().get(1)::isReset);
      cancelled.countDown();

      assertThat(second.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(first.join(Dialogue.LIMIT).text()).isEqualTo("Hello");
      assertThat(peer.exchanges().get(0).isReset()).isFalse();
      assertThat(peer.exchanges().get(1).connection())
          .isSameAs(peer.exchanges().get(0).connection());
    }
  }

  @Test
  void aServerThatGoesSilentCostsItsOwnStreamOnly() throws Exception {
    VirtualTime time = new VirtualTime();
    CountDownLatch ended = new CountDownLatch(1);
    try (H2Peer peer = new H2Peer(exchange -> {
          exchange.send(HEL);
          await(ended);
          exchange.send(LO);
        });
        ChatTransport transport = http2(peer)) {
      Answer other = ask(transport);
      Eventually.await("text came", () -> other.message().text().equals("Hel"));
      Answer silent = Chat.builder(transport)
          .scheduler(time)
          .retry(RetryPolicy.NONE)
          .build()
          .send("Hi");
      Eventually.await("text came", () -> silent.message().text().equals("Hel"));

      Outcome outcome = Eventually.outcome(silent, () -> time.advance(Timeouts.DEFAULTS.idle()));
      Eventually.await("the server saw the reset", peer.exchanges().get(1)::isReset);
      ended.countDown();

      Dialogue.failure(outcome, Kind.TIMEOUT, "idle", true);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(other.join(Dialogue.LIMIT).text()).isEqualTo("Hello");
      assertThat(time.timers()).isZero();
    }
  }
}
