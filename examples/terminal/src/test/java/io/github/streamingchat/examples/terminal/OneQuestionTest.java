package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OneQuestionTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static Chat chat(Script script) {
    return Chat.builder(new ScriptedTransport(Scheduler.system(), script)).build();
  }

  private OneQuestion mode(Chat chat, OutputStream stdout) {
    return new OneQuestion(
        chat,
        new PrintStream(stdout, false, UTF_8),
        new PrintStream(err, true, UTF_8),
        text -> text);
  }

  @Test
  void aRepeatedAttemptIsToldWithItsReasonAndItsPause() {
    ChatError busy = ChatError.builder(ChatError.Kind.SERVER, "The server is busy.")
        .retryable(true)
        .build();
    ScriptedTransport transport = new ScriptedTransport(
        Scheduler.system(), Script.builder().failed(busy).build(), Script.answering("Hello"));
    Duration soon = Duration.ofSeconds(1); // longer than it takes to subscribe
    RetryPolicy retry = RetryPolicy.builder()
        .backoff(new Backoff(soon, 1, soon, Backoff.Jitter.NONE))
        .build();
    try (Chat chat = Chat.builder(transport).retry(retry).build()) {
      assertThat(mode(chat, out).ask("Hi")).isZero();
    }
    assertThat(out.toString(UTF_8)).isEqualTo("Hello\n");
    assertThat(err.toString(UTF_8))
        .contains("attempt 1 failed: The server is busy. Next in 1.0 s.");
  }

  @Test
  void aFinalLineFeedIsAddedOnlyIfItIsMissing() {
    try (Chat chat = chat(Script.answering("one ", "two\n"))) {
      assertThat(mode(chat, out).ask("Hi")).isZero();
    }
    assertThat(out.toString(UTF_8)).isEqualTo("one two\n");
  }

  @Test
  void whatWasPrintedBeforeTheCancelStays() {
    try (Chat chat = chat(Script.builder().connected().text("kept").build())) {
      Answer answer = chat.send("Hi");
      answer.onText(text -> answer.cancel());

      assertThat(mode(chat, out).follow(answer)).isEqualTo(OneQuestion.CANCELLED);
    }
    assertThat(out.toString(UTF_8)).isEqualTo("kept\n");
    assertThat(err.toString(UTF_8)).contains("stopped\n");
  }

  @Test
  void aTerminalGetsNoControlCharactersAndAPipeGetsAll() {
    String answer = "a\u001B[2Jb\u0007\tc\r\n\u009B1m";
    try (Chat chat = chat(Script.answering(answer))) {
      mode(chat, out).ask("Hi");
    }
    assertThat(out.toString(UTF_8)).isEqualTo(answer + "\n");

    out.reset();
    try (Chat chat = chat(Script.answering(answer))) {
      PrintStream stdout = new PrintStream(out, false, UTF_8);
      new OneQuestion(chat, stdout, new PrintStream(err), SafeText::of).ask("Hi");
    }
    assertThat(out.toString(UTF_8)).isEqualTo("a\uFFFD[2Jb\uFFFD\tc\n\uFFFD1m\n");
  }

  @Test
  void stdoutHoldsWhatIsSaidAndStderrHowItCameAbout() {
    Part.Source source = new Part.Source(null, "http://h/\u001B[2J", "A\npage", Map.of());
    Script script = Script.builder()
        .connected()
        .event(new StreamEvent.Reasoning(StreamEvent.PRIMARY, "r", "Hm.\u001B[2J"))
        .text("So it ")
        .event(new StreamEvent.PartPut(StreamEvent.PRIMARY, "s", source))
        .text("is.")
        .completed()
        .build();
    try (Chat chat = chat(script)) {
      assertThat(mode(chat, out).ask("Hi")).isZero();
    }
    assertThat(out.toString(UTF_8)).isEqualTo("So it is.\n");
    assertThat(err.toString(UTF_8)).contains("Hm.\uFFFD[2J\n", "[1] A page · http://h/\uFFFD[2J\n");
  }

  @Test
  void aModelThatCallsToolsForeverIsStopped() {
    Part.ToolCall call = new Part.ToolCall("c", "nothing", ChatText.of("{}"), true);
    Script script = Script.builder()
        .connected()
        .event(new StreamEvent.PartPut(StreamEvent.PRIMARY, "c", call))
        .completed()
        .build();
    Script[] scripts = Collections.nCopies(ToolRounds.MAX + 1, script).toArray(new Script[0]);
    ScriptedTransport transport = new ScriptedTransport(Scheduler.system(), scripts);
    try (Chat chat = Chat.builder(transport).build()) {
      assertThat(mode(chat, out).ask("Hi")).isEqualTo(OneQuestion.FAILED);
    }
    assertThat(transport.attempts()).hasSize(ToolRounds.MAX + 1);
    assertThat(err.toString(UTF_8)).contains("✗ There is no tool nothing here.", "got no further");
  }

  @Test
  void eachPieceIsFlushed() {
    StringBuilder seen = new StringBuilder();
    OutputStream stdout = new OutputStream() {
      @Override
      public void write(int one) {
        out.write(one);
      }

      @Override
      public void flush() {
        seen.append(out.toString(UTF_8)).append('|');
        out.reset();
      }
    };
    try (Chat chat = chat(Script.answering("one"))) {
      mode(chat, stdout).ask("Hi");
    }
    assertThat(seen.toString()).startsWith("one|").contains("\n|");
  }

  @Test
  void aReaderThatLeftStopsTheAnswer() {
    OutputStream closed = new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
    try (Chat chat = chat(Script.builder().connected().text("lost").build())) {
      Answer answer = chat.send("Hi");

      assertThat(mode(chat, closed).follow(answer)).isEqualTo(OneQuestion.FAILED);
      assertThat(answer.state()).isEqualTo(StreamState.CANCELLED);
    }
  }
}
