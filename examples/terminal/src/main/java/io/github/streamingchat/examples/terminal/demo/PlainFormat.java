package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The plain formats that this server speaks beside OpenAI's, each at a path of its own. */
enum PlainFormat {
  /** {@code type} and {@code data}, as JSON lines. */
  TEXT_LINES("POST") {
    @Override
    AnswerWriter writer(OutputStream out) {
      Lines lines = new Lines(out, "type");
      return new PlainWriter(lines, "text", text -> text, words -> words, "complete");
    }
  },

  /** Events named {@code token}, {@code done} and {@code error}. */
  TOKEN_EVENTS("POST") {
    @Override
    AnswerWriter writer(OutputStream out) {
      return new PlainWriter(
          new Events(new SseWriter(out)),
          "token",
          text -> Map.of("content", text),
          words -> Map.of("error", words),
          "done");
    }
  },

  /** Events named {@code message}, {@code complete} and {@code error}. */
  MESSAGE_EVENTS("GET") {
    @Override
    AnswerWriter writer(OutputStream out) {
      return messages(new Events(new SseWriter(out)));
    }
  },

  /** The same as JSON lines. */
  MESSAGE_LINES("GET") {
    @Override
    AnswerWriter writer(OutputStream out) {
      return messages(new Lines(out, "event"));
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  private final String method;

  PlainFormat(String method) {
    this.method = method;
  }

  abstract AnswerWriter writer(OutputStream out);

  private static AnswerWriter messages(Frames frames) {
    return new PlainWriter(
        frames,
        "message",
        text -> Map.of(
            "content",
            text,
            "metadata",
            Map.of("token_count", 1, "is_code", text.contains("`"), "is_link", false)),
        words -> Map.of("error", Map.of("type", "llm", "message", words)),
        "complete");
  }

  String path() {
    return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String method() {
    return method;
  }

  String contentType() {
    return name().endsWith("LINES") ? "application/x-ndjson" : "text/event-stream";
  }

  /** Events with a name and data, however they are divided. */
  interface Frames {
    void send(String name, Object data) throws IOException;

    void heartbeat() throws IOException;
  }

  private record Events(SseWriter out) implements Frames {
    @Override
    public void send(String name, Object data) throws IOException {
      out.event(name, JSON.writeValueAsString(data));
    }

    @Override
    public void heartbeat() throws IOException {
      out.comment("thinking");
    }
  }

  private record Lines(OutputStream out, String nameMember) implements Frames {
    @Override
    public void send(String name, Object data) throws IOException {
      line(JSON.createObjectNode()
          .put(nameMember, name)
          .set("data", JSON.valueToTree(data))
          .toString());
    }

    @Override
    public void heartbeat() throws IOException {
      line("");
    }

    private void line(String json) throws IOException {
      out.write((json + "\n").getBytes(UTF_8));
      out.flush();
    }
  }
}
