package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.examples.terminal.demo.DemoServer;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.ModelEndpoint;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The library against the demo server, over a socket, in each format that has more than words. */
@Timeout(60)
class EveryProviderTest {
  private DemoServer server;

  @BeforeEach
  void start() throws IOException {
    server = DemoServer.start(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpEndpoint<?> endpoint(Provider provider) {
    return provider.at(server.url().resolve("/").resolve(provider.path()).toString(), "demo");
  }

  private Chat chat(Provider provider) {
    return Chat.over(endpoint(provider));
  }

  private static String text(Outcome outcome) {
    return outcome.messages().stream().map(message -> message.text()).collect(Collectors.joining());
  }

  private static <P extends Part> List<P> parts(Outcome outcome, Class<P> kind) {
    return outcome.messages().stream()
        .flatMap(message -> message.parts(kind).stream())
        .toList();
  }

  private static FinishReason.Kind finish(Outcome outcome) {
    return outcome.messages().stream()
        .flatMap(message -> message.finishReason().stream())
        .map(FinishReason::kind)
        .reduce((first, last) -> last)
        .orElse(FinishReason.Kind.UNKNOWN);
  }

  private static long outputTokens(Outcome outcome) {
    return outcome.messages().stream()
        .flatMap(message -> message.usage().stream())
        .map(Usage::outputTokens)
        .reduce((first, last) -> last)
        .orElse(0L);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void aWholeAnswerHasItsTextItsReasonAndItsCost(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome outcome = chat.send("Why is the sky blue?").join();

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(text(outcome)).startsWith("The sky is blue").endsWith("the sky is 青空.");
      assertThat(finish(outcome)).isEqualTo(FinishReason.Kind.STOP);
      assertThat(outputTokens(outcome)).isGreaterThan(100);
      assertThat(outcome.evidence().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void reasoningStaysApartFromTheText(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome outcome = chat.send("Think. Why is the sky blue?").join();

      assertThat(text(outcome)).startsWith("The sky is blue");
      assertThat(parts(outcome, Part.Reasoning.class))
          .extracting(part -> part.content().toString())
          .filteredOn(thought -> !thought.isEmpty())
          .singleElement()
          .asString()
          .startsWith("The question is “Think.")
          .endsWith("the first that fits.");
      assertThat(outcome.evidence().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void aToolIsCalledAndItsResultIsTalkedAbout(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome asked = chat.send("Think about the weather").join();

      assertThat(finish(asked)).isEqualTo(FinishReason.Kind.TOOL_CALLS);
      assertThat(parts(asked, Part.ToolCall.class)).singleElement().satisfies(call -> {
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.content()).hasToString("{\"city\":\"Oslo\"}");
        assertThat(call.complete()).isTrue();
      });

      List<String> lines = new ArrayList<>();
      Outcome told = new ToolRounds(chat).next(asked, lines::add).orElseThrow().join();
      assertThat(lines).containsExactly("← " + Tools.WEATHER);
      assertThat(text(told)).startsWith("The tool says: “" + Tools.WEATHER);
      assertThat(finish(told)).isEqualTo(FinishReason.Kind.STOP);
      assertThat(new ToolRounds(chat).next(told, lines::add)).isEmpty();

      assertThat(text(chat.send("Why is the sky blue?").join())).startsWith("The sky is blue");
      assertThat(told.evidence().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void anErrorKeepsTheTextBeforeIt(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome outcome = chat.send("error").join();

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().message())
          .contains("The demo model ran out of words");
      assertThat(text(outcome)).endsWith("runs out of");
      assertThat(outcome.evidence().attempts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void aCutAnswerIsNoWholeOne(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome outcome = chat.send("cut").join();

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.TRUNCATED);
      assertThat(text(outcome)).startsWith("The most important thing");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void aConversationGoesOnBehindACallThatWasCut(Provider provider) {
    try (Chat chat = chat(provider)) {
      Outcome cut = chat.send("Think, and cut the weather").join();
      assertThat(cut.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(new ToolRounds(chat).next(cut, line -> {})).isEmpty();

      Outcome next = chat.send("Why is the sky blue?").join();
      assertThat(text(next)).startsWith("The sky is blue").endsWith("青空.");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)|UI_MESSAGE|AG_UI")
  void anAnswerInOnePieceHasTheSameParts(Provider provider) {
    ModelEndpoint<?> endpoint = (ModelEndpoint<?>) endpoint(provider);
    try (Chat chat = Chat.over(endpoint.streaming(false))) {
      Outcome outcome = chat.send("Think about the weather").join();

      assertThat(text(outcome)).isEqualTo("Let me look that up.");
      assertThat(parts(outcome, Part.Reasoning.class)).isNotEmpty();
      assertThat(parts(outcome, Part.ToolCall.class))
          .singleElement()
          .satisfies(call -> assertThat(call.content()).hasToString("{\"city\":\"Oslo\"}"));
      assertThat(finish(outcome)).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    }
  }
}
