package io.github.streamingchat.examples.web.mind;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedMindTest {
  private final VirtualTime time = new VirtualTime();
  private final Chat chat = Chat.builder(SimulatedMind.answers(time))
      .scheduler(time)
      .executor(time.executor())
      .retry(RetryPolicy.builder().afterText(RetryPolicy.AfterText.REPLACE_TEXT).build())
      .build();

  private Answer ended(String question) {
    Answer answer = chat.send(question);
    time.advance(Duration.ofMinutes(5));
    assertThat(answer.state().isTerminal()).isTrue();
    return answer;
  }

  @Test
  void theFirstPieceComesAtOnceAndTheRestByAndBy() {
    Answer answer = chat.send("Why?");
    time.run();
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    assertThat(answer.message().text()).isEqualTo("You asked: “");
    time.advance(Duration.ofMillis(60));
    assertThat(answer.message().text()).hasSize(24);
    answer.cancel();
    assertThat(time.timers()).isLessThanOrEqualTo(1);
  }

  @Test
  void anAnswerShowsAllThatAPageMustShow() {
    assertThat(ended("Why?").message().text())
        .contains("Why?", "```java", "`inline`", "https://", "空", "👩‍👩‍👧‍👦")
        .doesNotContain("�");
  }

  @Test
  void theWordFailEndsWithAnErrorInTheMiddle() {
    Answer answer = ended("Please fail");
    assertThat(answer.message().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer.message().text()).startsWith("You asked").doesNotEndWith("then.");
    assertThat(answer.message().error().orElseThrow().kind()).isEqualTo(ChatError.Kind.PROVIDER);
  }

  @Test
  void theWordBrokenIsMendedByASecondAttempt() {
    Answer answer = ended("Is it broken?");
    assertThat(answer.message().status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(answer.message().text()).endsWith("then.");
  }

  @Test
  void theWordLongGivesALongAnswerAndTheWordSlowASlowOne() {
    assertThat(ended("A long one").message().text()).hasSizeGreaterThan(5_000);
    Answer slow = chat.send("A slow one");
    time.advance(Duration.ofSeconds(2));
    assertThat(slow.message().text()).hasSize(24);
    slow.cancel();
  }

  @Test
  void theWordScriptGivesWhatMustNotRun() {
    assertThat(ended("script").message().text()).contains("<script>", "onerror", "javascript:");
  }
}
