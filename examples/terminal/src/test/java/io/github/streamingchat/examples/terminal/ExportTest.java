package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
  @TempDir
  private Path folder;

  private static Transcript of(Script script, String question) {
    try (Chat chat =
        Chat.builder(new ScriptedTransport(Scheduler.system(), script)).build()) {
      chat.send(question).join();
      return of(chat.conversation().snapshot().messages());
    }
  }

  private static Transcript of(List<ChatMessage> messages) {
    return new Transcript(messages, ZoneOffset.ofHours(2));
  }

  @Test
  void roleTimeAndTextOfEachMessage() {
    assertThat(of(Script.answering("Hello\n", "you\n"), "Hi").text())
        .matches("user, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+02:00\nHi\n\n"
            + "assistant, [-\\d]+ [:\\d]+ \\+02:00\nHello\nyou\n\n");
  }

  @Test
  void howAnAnswerEndedIsTold() {
    Script failing = Script.builder()
        .connected()
        .text("so far")
        .failed(ChatError.of(Kind.PROVIDER, "Out of words."))
        .build();

    assertThat(of(failing, "Hi").text()).contains("(failed)\nso far\n[Out of words.]\n");
  }

  @Test
  void whatATerminalWouldObeyIsLeftOut() {
    assertThat(of(Script.answering("a\u001B[2J\tb"), "Hi").text()).contains("a\uFFFD[2J\tb\n");
  }

  @Test
  void callsAndResultsAreLines() {
    Part.ToolCall call = new Part.ToolCall("c", "weather", ChatText.of("{}"), true);
    Script script = Script.builder()
        .connected()
        .text("Let me look")
        .event(new StreamEvent.PartPut(StreamEvent.PRIMARY, "c", call))
        .completed()
        .build();
    try (Chat chat =
        Chat.builder(new ScriptedTransport(Scheduler.system(), script)).build()) {
      chat.send("Hi").join();
      chat.conversation().add(MessageDraft.toolResult("c", Map.of("t", 3)));

      assertThat(of(chat.conversation().snapshot().messages()).text())
          .contains("Let me look\n→ weather {}\n\ntool, ", "\n← {\"t\":3}\n\n");
    }
  }

  @Test
  void aFileThatIsThereIsNotTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(of(Script.answering("Hello"), "Hi").export(file.toString()))
        .isEqualTo(file + " is there already and was left as it is; choose another name.");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whatIsWrongWithAPlaceIsSaid() {
    Transcript transcript = of(Script.answering("Hello"), "Hi");

    assertThat(transcript.export("")).isEqualTo("Where to? /export FILE");
    assertThat(transcript.export("a\0b")).contains("cannot be the name of a file");
    assertThat(transcript.export(folder.toString()))
        .isEqualTo(folder + " is a folder; name a file in it.");
    assertThat(transcript.export(folder.resolve("no/chat.txt").toString()))
        .isEqualTo("There is no folder " + folder.resolve("no") + " to export to.");
    assertThat(of(List.of()).export("x")).isEqualTo("There is nothing to export yet.");
  }

  @Test
  void aRelativePathIsToldInFull() throws IOException {
    Path file = Path.of("target", "transcript-" + System.nanoTime() + ".txt");
    try {
      assertThat(of(Script.answering("Hello"), "Hi").export("./" + file))
          .isEqualTo("Exported 2 messages to " + file.toAbsolutePath());
      assertThat(file).content().contains("Hello");
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
