package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI Chat Completions. */
final class OpenAiFormat implements Format {
  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    return Turns.ofMessages(body.path("messages"))
        .asked(body, body.path("model").asString("demo"), body.path("stream").asBoolean(false));
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    boolean usage =
        reply.asked().json().path("stream_options").path("include_usage").asBoolean(false);
    return new OpenAiWriter(new SseWriter(out), reply, usage);
  }

  @Override
  public Object whole(Reply reply) {
    Map<String, @Nullable Object> message =
        Json.object("role", "assistant", "content", reply.answer().text());
    if (!reply.answer().reasoning().isEmpty()) {
      message.put("reasoning_content", reply.answer().reasoning());
    }
    reply.answer().call().ifPresent(call -> message.put("tool_calls", List.of(call(reply, call))));
    Map<String, @Nullable Object> completion = head("chat.completion", reply);
    completion.put(
        "choices",
        List.of(Json.object(
            "index", 0, "message", message, "finish_reason", reply.finish("stop", "tool_calls"))));
    completion.put("usage", usage(reply.usage()));
    return completion;
  }

  private static Object call(Reply reply, ToolCall call) {
    return Json.object(
        "id", reply.callId(),
        "type", "function",
        "function", Json.object("name", call.name(), "arguments", call.arguments()));
  }

  static Map<String, @Nullable Object> head(String object, Reply reply) {
    return Json.object(
        "id", reply.id("chatcmpl-"),
        "object", object,
        "created", Instant.now().getEpochSecond(),
        "model", reply.model());
  }

  static Object usage(Usage usage) {
    return Json.object(
        "prompt_tokens", usage.input(),
        "completion_tokens", usage.output(),
        "total_tokens", usage.total(),
        "completion_tokens_details", Json.object("reasoning_tokens", usage.reasoning()));
  }

  @Override
  public Object error(int status, String words) {
    return status < 500 ? error("invalid_request_error", null, words) : failure(words);
  }

  /** The error of an answer that was asked to go wrong. */
  static Object failure(String words) {
    return error("server_error", "demo_error", words);
  }

  private static Object error(String type, @Nullable String code, String words) {
    return Json.object(
        "error", Json.object("message", words, "type", type, "param", null, "code", code));
  }
}
