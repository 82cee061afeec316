package io.github.streamingchat.examples.readme;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/** Gives a conversation away, for people and for programs. */
final class ExportAConversation {
  private ExportAConversation() {}

  static Conversation thereAndBack(Conversation conversation, Path markdown, Path json)
      throws IOException {
    // @start region="export-a-conversation"
    Transcript transcript = Transcript.of(conversation.snapshot()).zone(ZoneId.of("Europe/Oslo"));
    try (Writer forPeople = Files.newBufferedWriter(markdown);
        Writer forPrograms = Files.newBufferedWriter(json)) {
      transcript.writeMarkdown(forPeople); // or writeText
      transcript.writeJsonLines(forPrograms); // or writeJson
    }
    try (Reader kept = Files.newBufferedReader(json)) {
      return Conversation.builder(conversation.id())
          .messages(Transcript.readJsonLines(kept))
          .build();
    }
    // @end
  }
}
