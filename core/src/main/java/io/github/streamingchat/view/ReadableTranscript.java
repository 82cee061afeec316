package io.github.streamingchat.view;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Messages as people read them. One for each writing. */
abstract class ReadableTranscript {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  final PlainText out;
  private final ZoneId zone;

  ReadableTranscript(Appendable to, ZoneId zone) {
    this.out = new PlainText(to);
    this.zone = zone;
  }

  final void write(Iterable<ChatMessage> messages) throws IOException {
    for (ChatMessage message : messages) {
      head(message);
      for (Passage passage : Passage.of(message)) {
        write(passage);
      }
      end();
    }
    out.pass();
  }

  abstract void head(ChatMessage message) throws IOException;

  abstract void write(Passage passage) throws IOException;

  abstract void end() throws IOException;

  /** The role, and the name of who stands behind it, on one line. */
  static String speaker(ChatMessage message) {
    String role = message.role().name();
    String name = message.author().map(Author::name).orElse("");
    return PlainText.line(name.isBlank() ? role : role + " (" + name.strip() + ")");
  }

  final String time(ChatMessage message) {
    try {
      return TIME.format(message.createdAt().atZone(zone));
    } catch (DateTimeException atTheEndOfTime) {
      return message.createdAt().toString();
    }
  }

  /** How it ended, unless as it should. */
  static String ending(ChatMessage message) {
    return switch (message.status()) {
      case CANCELLED -> " (stopped)";
      case FAILED -> " (failed)";
      case PENDING, STREAMING -> " (not ended yet)";
      case COMPLETED -> "";
    };
  }
}
