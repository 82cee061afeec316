package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.util.Arrays;

/** The forms in which a history can be taken away. */
enum ExportFormat {
  TEXT("txt", "text/plain;charset=utf-8", Transcript::writeText),
  MARKDOWN("md", "text/markdown;charset=utf-8", Transcript::writeMarkdown),
  JSON("json", "application/json", Transcript::writeJson),
  JSONL("jsonl", "application/jsonl", Transcript::writeJsonLines);

  /** One of the ways in which a transcript writes itself. */
  private interface Writing {
    void write(Transcript transcript, Appendable to) throws IOException;
  }

  private final String suffix;
  private final String type;
  private final Writing writing;

  ExportFormat(String suffix, String type, Writing writing) {
    this.suffix = suffix;
    this.type = type;
    this.writing = writing;
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
    writing.write(transcript, to);
  }
}
