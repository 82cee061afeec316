package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chat whose conversation is kept in a file. */
class JournalledChatTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  Path directory;

  @Test
  void aChatGoesOnWhereTheProgramBeforeEnded() {
    Path file = directory.resolve("chat.jsonl");
    List<ChatMessage> first;
    try (Journal journal = Journal.open(file, "c");
        Chat chat = chat(journal)) {
      chat.send("Why is the sky blue?").join(PATIENCE);
      Answer again =
          chat.regenerate(chat.send("And red?").join(PATIENCE).message().id());
      again.join(PATIENCE);
      first = List.copyOf(journal.conversation().snapshot().messages());
      journal.whenForced().join();
      assertThat(Journal.read(file).messages()).isEqualTo(first);
    }
    try (Journal journal = Journal.open(file, "c");
        Chat chat = chat(journal)) {
      assertThat(journal.conversation().snapshot().messages()).isEqualTo(first);
      chat.send("And at night?").join(PATIENCE);
    }
    List<ChatMessage> all = Journal.read(file).messages();
    assertThat(all).hasSize(6).startsWith(first.toArray(ChatMessage[]::new));
    assertThat(all).allMatch(message -> message.status() == MessageStatus.COMPLETED);
    assertThat(all.get(5).text()).isEqualTo("Because of Rayleigh.");
  }

  private static Chat chat(Journal journal) {
    return Chat.builder(Answers.fromStream(request -> Stream.of("Because", " of", " Rayleigh.")))
        .conversation(journal.conversation())
        .build();
  }
}
