package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import java.io.IOException;
import java.time.ZoneId;

/** Plain text: a line that says who and when, what was said, and a blank line. */
final class TextTranscript extends ReadableTranscript {
  TextTranscript(Appendable to, ZoneId zone) {
    super(to, zone);
  }

  @Override
  void head(ChatMessage message) throws IOException {
    out.add(speaker(message) + ", " + time(message) + ending(message)).endLine();
  }

  @Override
  void write(Passage passage) throws IOException {
    out.endLine().add(mark(passage));
    for (CharSequence text : passage.content()) {
      out.add(text);
    }
    out.add(passage.kind() == Passage.Kind.ERROR ? "]" : "").endLine();
  }

  private static String mark(Passage passage) {
    return switch (passage.kind()) {
      case SAID, SOURCES -> "";
      case REASONING -> "[reasoning] ";
      case CALL -> "→ " + PlainText.line(passage.name()) + " ";
      case RESULT -> "← ";
      case FAILED_RESULT -> "✗ ";
      case FILE -> "[file] ";
      case DATA -> "[" + PlainText.line(passage.name()) + "] ";
      case ERROR -> "[";
    };
  }

  @Override
  void end() throws IOException {
    out.add("\n");
  }
}
