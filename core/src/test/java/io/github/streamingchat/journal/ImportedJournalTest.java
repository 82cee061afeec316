package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Role;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that begins with messages that came from elsewhere. */
class ImportedJournalTest {
  private static final ChatMessage QUESTION = ChatMessage.builder(
          MessageId.of("m1"), "page-42", Role.USER, Instant.parse("2026-11-01T12:00:00Z"))
      .text("Why?")
      .metadata("from", "elsewhere")
      .alias("server-7")
      .build();

  @TempDir
  Path directory;

  private Journal.Builder journal() {
    return Journal.builder(JournalStore.file(directory.resolve("chat.jsonl")), "page-42");
  }

  private List<ChatMessage> recovered() {
    return Journal.read(directory.resolve("chat.jsonl")).messages();
  }

  @Test
  void aTranscriptIsGoneOnWithAsItWas() throws IOException {
    StringBuilder text = new StringBuilder();
    Transcript.of(List.of(QUESTION)).writeJsonLines(text);
    List<ChatMessage> kept = Transcript.readJsonLines(new StringReader(text.toString()));

    try (Journal journal = journal().beginWith(kept).open()) {
      assertThat(recovered()).containsExactly(QUESTION);
      journal.conversation().add(MessageDraft.assistant("Because."));
    }

    assertThat(recovered()).extracting(ChatMessage::text).containsExactly("Why?", "Because.");
    assertThat(recovered().get(0)).isEqualTo(QUESTION);
  }

  @Test
  void aJournalThatHasMessagesIsNotBegunAnewAndStaysAsItIs() {
    try (Journal journal = journal().open()) {
      journal.conversation().add(MessageDraft.user("Hello?"));
    }

    assertThatThrownBy(() -> journal().beginWith(List.of(QUESTION)).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the journal has 1 messages, and cannot begin with 1 others");
    assertThat(recovered()).extracting(ChatMessage::text).containsExactly("Hello?");
  }

  @Test
  void messagesOfAnotherConversationAreRefusedBeforeAnythingIsWritten() {
    ChatMessage foreign = ChatMessage.builder(
            MessageId.of("m1"), "page-7", Role.USER, Instant.EPOCH)
        .build();

    assertThatThrownBy(() -> journal().beginWith(List.of(foreign)).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("message m1, which is of conversation page-7");
    assertThat(recovered()).isEmpty();
  }
}
