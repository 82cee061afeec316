package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import java.io.IOException;
import java.time.ZoneId;

/**
 * Markdown (CommonMark 0.31) out of which no message can break: what it says stands between fences that
 * are longer than any run of back-ticks in it (4.5), and every punctuation mark in a name is escaped
 * (2.4).
 */
final class MarkdownTranscript extends ReadableTranscript {
  private static final int SHORTEST_FENCE = 3;

  MarkdownTranscript(Appendable to, ZoneId zone) {
    super(to, zone);
  }

  @Override
  void head(ChatMessage message) throws IOException {
    String what = escaped(speaker(message)) + ", " + time(message) + escaped(ending(message));
    out.add("## " + what).endLine().add("\n");
  }

  @Override
  void write(Passage passage) throws IOException {
    String heading = heading(passage);
    if (!heading.isEmpty()) {
      out.add("### " + heading).endLine().add("\n");
    }
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(passage) + 1));
    out.add(fence).add(passage.kind() == Passage.Kind.SAID ? "markdown\n" : "\n");
    for (CharSequence text : passage.content()) {
      out.add(text);
    }
    out.endLine().add(fence).add("\n\n");
  }

  private static int longestRun(Passage passage) {
    int longest = 0;
    int run = 0;
    for (CharSequence text : passage.content()) {
      for (int i = 0; i < text.length(); i++) {
        run = text.charAt(i) == '`' ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  private static String heading(Passage passage) {
    return switch (passage.kind()) {
      case SAID -> "";
      case REASONING -> "Reasoning";
      case CALL -> "Call of " + escaped(PlainText.line(passage.name()));
      case RESULT -> "Result";
      case FAILED_RESULT -> "Result (failed)";
      case FILE -> "File";
      case DATA -> "Data (" + escaped(PlainText.line(passage.name())) + ")";
      case SOURCES -> "Sources";
      case ERROR -> "Error";
    };
  }

  private static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean isMark = c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
      escaped.append(isMark ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  @Override
  void end() {}
}
