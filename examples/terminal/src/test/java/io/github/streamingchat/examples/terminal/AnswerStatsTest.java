package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerStatsTest {
  private final VirtualTime time = new VirtualTime();

  private static Script.Builder fourPieces() {
    return Script.builder()
        .pause(Duration.ofMillis(100))
        .connected()
        .pause(Duration.ofMillis(210))
        .text("a")
        .pause(Duration.ofMillis(500))
        .text("b")
        .pause(Duration.ofMillis(500))
        .text("c")
        .pause(Duration.ofMillis(1000))
        .text("d");
  }

  private AnswerStats stats(Script.Builder script) {
    Chat chat = Chat.builder(new ScriptedTransport(time, script.build()))
        .scheduler(time)
        .retry(RetryPolicy.NONE)
        .executor(time.executor())
        .build();
    Answer answer = chat.send("Hi");
    time.advance(Duration.ofSeconds(60));
    return AnswerStats.of(answer.join(Duration.ofSeconds(5)));
  }

  @Test
  void withoutUsageThePiecesAreCountedFromTheFirstOne() {
    AnswerStats stats = stats(fourPieces().finish(FinishReason.STOP).completed());

    assertThat(stats.toFirst()).isEqualTo(Duration.ofMillis(310));
    assertThat(stats.total()).isEqualTo(Duration.ofMillis(2310));
    assertThat(stats.tokensPerSecond()).hasValue(2.0);
    assertThat(stats.summary()).isEqualTo("first token 0.31 s · 4 pieces, 2.0/s · 2.31 s in all");
  }

  @Test
  void theProvidersCountAndWordWin() {
    AnswerStats stats = stats(fourPieces()
        .event(
            new StreamEvent.UsageReported(StreamEvent.PRIMARY, new Usage(9L, 50L, 59L, null, 12L)))
        .finish(new FinishReason(FinishReason.Kind.OTHER, "eos"))
        .completed());

    assertThat(stats.counted()).isTrue();
    assertThat(stats.tokensPerSecond()).hasValue(25.0);
    assertThat(stats.summary())
        .isEqualTo(
            "first token 0.31 s · 50 tokens (12 thought), 25.0/s · 9 read · 2.31 s in all · ended with eos");
  }

  @Test
  void reasoningThatIsCountedApartIsPartOfTheSpeed() {
    AnswerStats stats = stats(fourPieces()
        .event(
            new StreamEvent.UsageReported(StreamEvent.PRIMARY, new Usage(9L, 10L, 59L, null, 40L)))
        .completed());

    assertThat(stats.summary()).contains("50 tokens (40 thought), 25.0/s · 9 read");
  }

  @Test
  void anAnswerThatWasCutShortSaysSo() {
    AnswerStats stats = stats(fourPieces()
        .finish(new FinishReason(FinishReason.Kind.LENGTH, "length"))
        .completed());

    assertThat(stats.summary()).endsWith("2.31 s in all · cut short by the token limit");
  }

  @Test
  void aCountThatWasBegunIsNoneOfAnAnswerThatWasTorn() {
    StreamEvent begun =
        new StreamEvent.UsageReported(StreamEvent.PRIMARY, new Usage(9L, 1L, null, null, null));
    AnswerStats stats =
        stats(Script.builder().connected().event(begun).text("a").text("b").truncated());

    assertThat(stats.tokens()).isEqualTo(2);
    assertThat(stats.summary()).contains("2 pieces").contains("9 read");
  }

  @Test
  void usageWithoutOutputTokensIsNoCount() {
    AnswerStats stats = stats(fourPieces()
        .event(new StreamEvent.UsageReported(StreamEvent.PRIMARY, Usage.NONE))
        .completed());

    assertThat(stats.counted()).isFalse();
    assertThat(stats.tokens()).isEqualTo(4);
  }

  @Test
  void anAnswerThatCameAtOnceHasNoSpeed() {
    AnswerStats stats = stats(
        Script.builder().connected().pause(Duration.ofSeconds(12)).text("all").completed());

    assertThat(stats.tokensPerSecond()).isEmpty();
    assertThat(stats.summary()).startsWith("first token 12.0 s · 1 piece · 12.0 s in all");
  }

  @Test
  void anAnswerWithoutTextHasATimeOnly() {
    AnswerStats stats =
        stats(Script.builder().pause(Duration.ofSeconds(1)).connected().truncated());

    assertThat(stats.toFirst()).isNull();
    assertThat(stats.summary()).isEqualTo("1.00 s in all");
  }
}
