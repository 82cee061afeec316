package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.util.Arrays;

/** The forms in which a history can be taken away. */
enum ExportFormat {
  TEXT("txt", "text/plain;charset=utf-8"),
  MARKDOWN("md", "text/markdown;charset=utf-8"),
  JSON("json", "application/json"),
  JSONL("jsonl", "application/jsonl");

  private final String suffix;
  private final String type;

  ExportFormat(String suffix, String type) {
    this.suffix = suffix;
    this.type = type;
  }

  static ExportFormat named(String word) {
    return Arrays.stream(values())
        .filter(format -> format.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("The format is text, markdown, json or jsonl."));
  }

  String suffix() {
    return suffix;
  }

  String type() {
    return type;
  }

  void write(Transcript transcript, Appendable to) throws IOException {
    switch (this) {
      case TEXT -> transcript.writeText(to);
      case MARKDOWN -> transcript.writeMarkdown(to);
      case JSON -> transcript.writeJson(to);
      case JSONL -> transcript.writeJsonLines(to);
    }
  }
}
