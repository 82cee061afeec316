package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Anthropic Messages. */
final class AnthropicFormat implements Format {
  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    Turns turns = new Turns();
    for (JsonNode message : Turns.required(body.path("messages"), "messages")) {
      String text = Turns.textOf(message.path("content"));
      if (!message.path("role").asString("").equals("user")) {
        turns.says(text);
      } else if (!text.isEmpty()) {
        turns.asks(text);
      }
      readResults(message.path("content"), turns);
    }
    return turns.asked(
        body, body.path("model").asString("demo"), body.path("stream").asBoolean(false));
  }

  /** Results stand in a message of the user's, beside what the user says. */
  private static void readResults(JsonNode content, Turns turns) {
    for (JsonNode block : content) {
      if (block.path("type").asString("").equals("tool_result")) {
        turns.returns(Turns.textOf(block.path("content")));
      }
    }
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new AnthropicWriter(new SseWriter(out), reply);
  }

  @Override
  public Object whole(Reply reply) {
    DemoAnswer answer = reply.answer();
    List<Object> content = new ArrayList<>();
    if (!answer.reasoning().isEmpty()) {
      content.add(Json.object(
          "type", "thinking", "thinking", answer.reasoning(), "signature", DemoTexts.SEAL));
    }
    content.add(Json.object("type", "text", "text", answer.text()));
    answer
        .call()
        .ifPresent(call -> content.add(call(reply, call.name(), Json.value(call.arguments()))));
    return message(
        reply, content, reply.finish("end_turn", "tool_use"), reply.usage().output());
  }

  static Object call(Reply reply, String name, Object input) {
    return Json.object("type", "tool_use", "id", reply.callId(), "name", name, "input", input);
  }

  static Object message(
      Reply reply, List<Object> content, @Nullable String stopReason, int outputTokens) {
    return Json.object(
        "id",
        reply.id("msg_"),
        "type",
        "message",
        "role",
        "assistant",
        "model",
        reply.model(),
        "content",
        content,
        "stop_reason",
        stopReason,
        "stop_sequence",
        null,
        "usage",
        Json.object("input_tokens", reply.usage().input(), "output_tokens", outputTokens));
  }

  @Override
  public Object error(int status, String words) {
    return switch (status) {
      case 404 -> error("not_found_error", words);
      case 413 -> error("request_too_large", words);
      default -> error(status < 500 ? "invalid_request_error" : "api_error", words);
    };
  }

  static Object error(String type, String words) {
    return Json.object("type", "error", "error", Json.object("type", type, "message", words));
  }
}
