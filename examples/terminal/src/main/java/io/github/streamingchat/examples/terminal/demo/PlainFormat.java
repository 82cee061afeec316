package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The plain formats, which have words only: a POST of JSON with the question as {@code query} or as the
 * last of the {@code messages}, or a GET with it as the parameter {@code prompt} or {@code message}.
 */
enum PlainFormat implements Format {
  /** {@code type} and {@code data}, as JSON lines. */
  TEXT_LINES("POST") {
    @Override
    public AnswerWriter writer(OutputStream out, Reply reply) {
      Lines lines = new Lines(new LineWriter(out), "type");
      return new PlainWriter(lines, "text", text -> text, words -> words, "complete");
    }
  },

  /** Events named {@code token}, {@code done} and {@code error}. */
  TOKEN_EVENTS("POST") {
    @Override
    public AnswerWriter writer(OutputStream out, Reply reply) {
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
    public AnswerWriter writer(OutputStream out, Reply reply) {
      return messages(new Events(new SseWriter(out)));
    }
  },

  /** The same as JSON lines. */
  MESSAGE_LINES("GET") {
    @Override
    public AnswerWriter writer(OutputStream out, Reply reply) {
      return messages(new Lines(new LineWriter(out), "event"));
    }
  };

  private final String method;

  PlainFormat(String method) {
    this.method = method;
  }

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

  @Override
  public String path() {
    return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    return new Asked(body, "demo", question(uri, body), null, true);
  }

  private String question(URI uri, JsonNode body) throws BadRequestException {
    if (method.equals("GET")) {
      return parameter(Objects.requireNonNullElse(uri.getRawQuery(), ""));
    }
    return body.has("query")
        ? body.path("query").asString("")
        : Turns.ofMessages(body.path("messages")).asked(body, "demo", true).question();
  }

  private static String parameter(String query) throws BadRequestException {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("prompt=") || pair.startsWith("message=")) {
        return URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8);
      }
    }
    throw new BadRequestException(400, "the question is missing; ask with ?prompt=");
  }

  @Override
  public DemoAnswer answer(Asked asked) {
    return DemoAnswer.inWords(asked.question());
  }

  @Override
  public void describe(Headers headers) {
    headers.set(
        "Content-Type", name().endsWith("LINES") ? "application/x-ndjson" : "text/event-stream");
  }

  @Override
  public Object error(int status, String words) {
    return Json.object("error", words);
  }

  /** Events with a name and data, however they are divided. */
  interface Frames {
    void send(String name, Object data) throws IOException;

    void heartbeat() throws IOException;
  }

  private record Events(SseWriter out) implements Frames {
    @Override
    public void send(String name, Object data) throws IOException {
      out.event(name, Json.text(data));
    }

    @Override
    public void heartbeat() throws IOException {
      out.comment("thinking");
    }
  }

  private record Lines(LineWriter out, String nameMember) implements Frames {
    @Override
    public void send(String name, Object data) throws IOException {
      out.line(Json.object(nameMember, name, "data", data));
    }

    @Override
    public void heartbeat() throws IOException {
      out.blank();
    }
  }
}
