package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error behind status 200, by the words in which each provider says that another try may help. */
class ErrorInsideAnAnswerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final RetryPolicy QUICK = RetryPolicy.builder()
      .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
      .build();

  /** How a format is spoken, and how it says that the server is overloaded. */
  record Overloaded(WireSample sample, Function<String, HttpEndpoint<?>> endpoint, String error) {
    @Override
    public String toString() {
      return sample.toString();
    }

    String whole() {
      return sample.begin() + sample.text("Hello") + sample.finish() + sample.end();
    }
  }

  static Stream<Overloaded> overloaded() {
    return Stream.of(
        new Overloaded(
            new OpenAiSample(),
            url -> OpenAi.at(url).model("m"),
            "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}\n\n"),
        new Overloaded(
            new OpenAiResponsesSample(),
            url -> OpenAiResponses.at(url).model("m"),
            "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Try again\"}\n\n"),
        new Overloaded(
            new AnthropicSample(),
            url -> Anthropic.at(url).model("m"),
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"),
        new Overloaded(
            new GeminiSample(),
            url -> Gemini.at(url).model("m"),
            "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}\n\n"),
        new Overloaded(
            new AgUiSample(),
            AgUi::at,
            "data: {\"type\":\"RUN_ERROR\",\"message\":\"model unavailable\",\"code\":\"UNAVAILABLE\"}\n\n"));
  }

  private static LoopbackPeer peer(AtomicInteger asked, String... bodies) {
    return new LoopbackPeer(connection -> connection.send(
        LoopbackPeer.streamHead() + bodies[Math.min(asked.getAndIncrement(), bodies.length - 1)]));
  }

  private static Outcome ask(Overloaded format, LoopbackPeer peer) {
    try (Chat chat =
        Chat.builder(format.endpoint().apply(peer.url())).retry(QUICK).build()) {
      return chat.send("Hi").join(LIMIT);
    }
  }

  @ParameterizedTest
  @MethodSource("overloaded")
  void beforeTheFirstPieceItIsTriedAgain(Overloaded format) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = peer(asked, format.error(), format.whole())) {
      Outcome outcome = ask(format, peer);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("overloaded")
  void afterItTheAnswerFailsWithItsText(Overloaded format) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String begun = format.sample().begin() + format.sample().text("Hel");
    try (LoopbackPeer peer = peer(asked, begun + format.error(), format.whole())) {
      Outcome outcome = ask(format, peer);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.SERVER);
      assertThat(outcome.error().orElseThrow().retryable()).isTrue();
      assertThat(asked).hasValue(1);
    }
  }
}
