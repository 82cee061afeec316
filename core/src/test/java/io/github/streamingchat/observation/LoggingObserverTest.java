package io.github.streamingchat.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Usage;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoggingObserverTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> lines = new ArrayList<>();
  private Logger.Level lowest = Logger.Level.TRACE;

  /** Keeps the lines, as {@code LEVEL words}. */
  private final class Lines implements Logger {
    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= lowest.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String words, Throwable thrown) {
      lines.add(level + " " + words + " and " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String words, Object... parameters) {
      lines.add(level + " " + words);
    }
  }

  private void ask(Script... scripts) {
    chat(scripts).send("My password is hunter2");
    time.advance(Duration.ofMinutes(1));
  }

  private Chat chat(Script... scripts) {
    AtomicInteger ids = new AtomicInteger();
    return Chat.builder(new ScriptedTransport(time, scripts))
        .conversation(Conversation.builder("c")
            .clock(time::now)
            .ids(() -> MessageId.of("m" + ids.incrementAndGet()))
            .build())
        .scheduler(time)
        .executor(time.executor())
        .retry(RetryPolicy.builder()
            .maxAttempts(2)
            .backoff(
                new Backoff(Duration.ofMillis(1400), 2, Duration.ofSeconds(9), Backoff.Jitter.NONE))
            .build())
        .observer(answer -> LoggingObserver.of(answer, new Lines()))
        .build();
  }

  @Test
  void tellsOfAnAnswerThatNobodyAskedForThatItBegan() {
    chat().receive(new ScriptedTransport(time, Script.answering("Mail")));
    lowest = Logger.Level.INFO;
    time.advance(Duration.ofMinutes(1));

    assertThat(lines).first().isEqualTo("INFO [m1] begun: the answer grows in message m1");
    assertThat(lines).last().asString().startsWith("INFO [m1] completed: 4 characters");
  }

  @Test
  void tellsTheStoryOfAnAnswerStepByStep() {
    ask(Script.builder()
        .pause(Duration.ofMillis(112))
        .connected()
        .pause(Duration.ofMillis(228))
        .text("Bec")
        .pause(Duration.ofMillis(35))
        .text("ause.")
        .finish(FinishReason.STOP)
        .event(new StreamEvent.UsageReported("", new Usage(9L, 2L, null, null, null)))
        .completed()
        .build());

    assertThat(lines)
        .containsExactly(
            "INFO [m2] asked: the answer grows in message m2, after question m1",
            "TRACE [m2] QUEUED -> CONNECTING",
            "DEBUG [m2] attempt 1: connecting",
            "DEBUG [m2] attempt 1: connected after 112 ms",
            "TRACE [m2] CONNECTING -> STREAMING",
            "DEBUG [m2] attempt 1: first event after 340 ms",
            "TRACE [m2] piece of 3 characters after 340 ms, 3 so far",
            "TRACE [m2] piece of 5 characters after 35 ms, 8 so far",
            "TRACE [m2] event without text after 0 ms",
            "TRACE [m2] event without text after 0 ms",
            "TRACE [m2] STREAMING -> COMPLETED",
            "INFO [m2] completed: 8 characters in 2 pieces, 1 attempt, 375 ms, "
                + "first text after 340 ms, finish STOP, tokens in 9 out 2");
  }

  @Test
  void tellsOfARetryWithItsCauseAndItsDelayAndOfTheFailureWithWhatWasKept() {
    lowest = Logger.Level.WARNING;
    ChatError busy = ChatError.builder(ChatError.Kind.SERVER, "The server is busy.")
        .code("http_503")
        .retryable(true)
        .build();
    ask(
        Script.builder().failed(busy).build(),
        Script.builder()
            .text("Bec")
            .event(new StreamEvent.ProblemMet(new Problem("odd", "an odd chunk")))
            .truncated()
            .build());

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            "WARNING [m2] attempt 1 failed: SERVER (http_503): The server is busy.; attempt 2 in 1400 ms");
    assertThat(lines.get(1)).isEqualTo("WARNING [m2] attempt 2: problem odd: an odd chunk");
    assertThat(lines.get(2))
        .startsWith("WARNING [m2] failed: TRUNCATED: ")
        .contains("; kept: 3 characters in 1 piece, 2 attempts, 1400 ms, first text after 1400 ms");
  }

  @Test
  void neverLogsTextOrSecretsOrLinesOfSomebodyElse() {
    ChatError telling = ChatError.builder(
            ChatError.Kind.AUTH, "Incorrect API key provided: sk-proj-abcdef123456\nINFO forged")
        .cause(new IOException(
            "sent Authorization: Bearer abcdef.ghijkl to https://u:pw@h/?api_key=abc123&x=1"))
        .build();
    ask(Script.builder().text("The secret answer").failed(telling).build());

    assertThat(lines)
        .allSatisfy(line -> assertThat(line)
            .doesNotContain("hunter2", "secret answer", "abcdef", "pw@", "abc123", "\n"));
    assertThat(lines)
        .last()
        .asString()
        .contains("AUTH", "***", "\\u000aINFO forged", "IOException", "x=1");
  }

  @Test
  void asksForNoWordsThatNobodyWants() {
    lowest = Logger.Level.OFF;
    ask(Script.answering("Because."));

    assertThat(lines).isEmpty();
  }

  @Test
  void showsProblemsOfAnotherKindOfSecretToo() {
    Redaction redaction = new Redaction();

    assertThat(redaction.apply("{\"access_token\":\"aaaa\",\"n\":1}"))
        .isEqualTo("{\"access_token\":\"***\",\"n\":1}");
    assertThat(redaction.apply("x-goog-api-key: AIzaSyA1234567890123456789012"))
        .isEqualTo("x-goog-api-key: ***");
    assertThat(redaction.apply("Basic dXNlcjpwYXNz")).isEqualTo("Basic ***");
    assertThat(redaction.apply("took 12 tokens: fine")).isEqualTo("took 12 tokens: fine");
    assertThat(redaction.apply("eyJhbGciOiJIUzI1.eyJzdWIi.c2ln")).isEqualTo("***");
    assertThat(new Problem("c", redaction.apply("a\u001b[31mb")).message())
        .isEqualTo("a\\u001b[31mb");
  }
}
