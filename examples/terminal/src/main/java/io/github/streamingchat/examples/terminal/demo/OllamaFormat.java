package io.github.streamingchat.examples.terminal.demo;

import com.sun.net.httpserver.Headers;
import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ollama's own chat, as JSON lines. */
final class OllamaFormat implements Format {
  /** What a piece would have taken, for the durations that are part of the usage. */
  private static final long NANOS_PER_TOKEN = 30_000_000;

  @Override
  public String path() {
    return "/api/chat";
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    return Turns.ofMessages(body.path("messages"))
        .asked(body, body.path("model").asString("demo"), body.path("stream").asBoolean(true));
  }

  @Override
  public void describe(Headers headers) {
    headers.set("Content-Type", "application/x-ndjson");
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new OllamaWriter(new LineWriter(out), reply);
  }

  @Override
  public Object whole(Reply reply) {
    Map<String, @Nullable Object> message =
        Json.object("role", "assistant", "content", reply.answer().text());
    if (!reply.answer().reasoning().isEmpty()) {
      message.put("thinking", reply.answer().reasoning());
    }
    reply.answer().call().ifPresent(call -> message.put("tool_calls", calls(reply, call)));
    return last(reply, message);
  }

  static List<Object> calls(Reply reply, ToolCall call) {
    return List.of(Json.object(
        "id", reply.callId(),
        "function",
            Json.object(
                "index", 0, "name", call.name(), "arguments", Json.value(call.arguments()))));
  }

  static Map<String, @Nullable Object> line(Reply reply, Object message, boolean done) {
    return Json.object(
        "model",
        reply.model(),
        "created_at",
        Instant.now().toString(),
        "message",
        message,
        "done",
        done);
  }

  /** The last line, or the only one. Its reason says nothing of tools. */
  static Object last(Reply reply, Object message) {
    Usage usage = reply.usage();
    Map<String, @Nullable Object> line = line(reply, message, true);
    line.putAll(Json.object(
        "done_reason",
        "stop",
        "total_duration",
        usage.total() * NANOS_PER_TOKEN,
        "load_duration",
        0,
        "prompt_eval_count",
        usage.input(),
        "prompt_eval_duration",
        usage.input() * NANOS_PER_TOKEN,
        "eval_count",
        usage.output(),
        "eval_duration",
        usage.output() * NANOS_PER_TOKEN));
    return line;
  }

  @Override
  public Object error(int status, String words) {
    return Json.object("error", words);
  }
}
