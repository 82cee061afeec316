package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {
  @TempDir
  private Path folder;

  private static Export of(Script script, String question) {
    try (Chat chat =
        Chat.builder(new ScriptedTransport(Scheduler.system(), script)).build()) {
      chat.send(question).join();
      return of(chat.conversation().snapshot().messages());
    }
  }

  private static Export of(List<ChatMessage> messages) {
    return new Export(messages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat.txt|(?s)user, [-\\d]+ [:\\d]+ [-+:\\d]+\\nHi\\n\\nassistant, .*\\nHello\\n\\n",
        "chat|(?s)user, .*",
        "chat.MD|(?s)## user, .*```markdown\\nHello\\n```\\n\\n",
        "chat.jsonl|(\\{\"id\":.*\\}\\n){2}",
        "chat.json|(?s)\\[\\n\\{\"id\":.*\\}\\n\\]\\n"
      })
  void theNameOfTheFileSaysTheForm(String name, String form) throws IOException {
    Path file = folder.resolve(name);
    assertThat(of(Script.answering("Hello"), "Hi").to(file.toString()))
        .isEqualTo("Exported 2 messages to " + file);

    assertThat(Files.readString(file)).matches(form);
  }

  @Test
  void aFileThatIsThereIsNotTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(of(Script.answering("Hello"), "Hi").to(file.toString()))
        .isEqualTo(file + " is there already and was left as it is; choose another name.");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whatIsWrongWithAPlaceIsSaid() {
    Export export = of(Script.answering("Hello"), "Hi");

    assertThat(export.to("")).isEqualTo("Where to? /export FILE");
    assertThat(export.to("a\0b")).contains("cannot be the name of a file");
    assertThat(export.to(folder.toString())).isEqualTo(folder + " is a folder; name a file in it.");
    assertThat(export.to(folder.resolve("no/chat.txt").toString()))
        .isEqualTo("There is no folder " + folder.resolve("no") + " to export to.");
    assertThat(of(List.of()).to("x")).isEqualTo("There is nothing to export yet.");
  }

  @Test
  void aRelativePathIsToldInFull() throws IOException {
    Path file = Path.of("target", "export-" + System.nanoTime() + ".txt");
    try {
      assertThat(of(Script.answering("Hello"), "Hi").to("./" + file))
          .isEqualTo("Exported 2 messages to " + file.toAbsolutePath());
      assertThat(file).content().contains("Hello");
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
