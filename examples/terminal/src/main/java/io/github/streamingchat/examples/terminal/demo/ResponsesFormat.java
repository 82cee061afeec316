package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI Responses. */
final class ResponsesFormat implements Format {
  @Override
  public String path() {
    return "/v1/responses";
  }

  /** The input is one text, or an array of items of which messages and tools' outputs count here. */
  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    Turns turns = new Turns();
    JsonNode input = body.path("input");
    if (input.isString()) {
      turns.asks(input.asString());
    } else {
      for (JsonNode item : Turns.required(input, "input")) {
        read(item, turns);
      }
    }
    return turns.asked(
        body, body.path("model").asString("demo"), body.path("stream").asBoolean(false));
  }

  private static void read(JsonNode item, Turns turns) {
    if (item.path("type").asString("").equals("function_call_output")) {
      turns.returns(Turns.textOf(item.path("output")));
    } else if (item.path("role").asString("").equals("user")) {
      turns.asks(Turns.textOf(item.path("content")));
    } else if (item.path("role").asString("").equals("assistant")) {
      turns.says(Turns.textOf(item.path("content")));
    }
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new ResponsesWriter(new SseWriter(out), reply);
  }

  @Override
  public Object whole(Reply reply) {
    DemoAnswer answer = reply.answer();
    List<Object> output = new ArrayList<>();
    if (!answer.reasoning().isEmpty()) {
      output.add(reasoning(reply, List.of(summary(answer.reasoning()))));
    }
    output.add(message(reply, "completed", List.of(text(answer.text()))));
    answer
        .call()
        .ifPresent(call -> output.add(call(reply, call.name(), "completed", call.arguments())));
    return response(reply, "completed", output);
  }

  /** An answer as a whole, as it stands; one that is completed tells what it cost. */
  static Map<String, @Nullable Object> response(Reply reply, String status, List<Object> output) {
    Map<String, @Nullable Object> response = Json.object(
        "id",
        reply.id("resp_"),
        "object",
        "response",
        "created_at",
        Instant.now().getEpochSecond(),
        "status",
        status,
        "model",
        reply.model(),
        "output",
        output,
        "error",
        null,
        "incomplete_details",
        null);
    response.put("usage", status.equals("completed") ? usage(reply.usage()) : null);
    return response;
  }

  private static Object usage(Usage usage) {
    return Json.object(
        "input_tokens", usage.input(),
        "input_tokens_details", Json.object("cached_tokens", 0),
        "output_tokens", usage.output(),
        "output_tokens_details", Json.object("reasoning_tokens", usage.reasoning()),
        "total_tokens", usage.total());
  }

  static Object reasoning(Reply reply, List<Object> summary) {
    Map<String, @Nullable Object> item =
        Json.object("id", reply.id("rs_"), "type", "reasoning", "summary", summary);
    if (!summary.isEmpty()) {
      item.put("encrypted_content", DemoTexts.SEAL);
    }
    return item;
  }

  static Object summary(String text) {
    return Json.object("type", "summary_text", "text", text);
  }

  static Object message(Reply reply, String status, List<Object> content) {
    return Json.object(
        "id",
        reply.id("msg_"),
        "type",
        "message",
        "role",
        "assistant",
        "status",
        status,
        "content",
        content);
  }

  static Object text(String text) {
    return Json.object("type", "output_text", "text", text, "annotations", List.of());
  }

  static Object call(Reply reply, String name, String status, String arguments) {
    return Json.object(
        "id",
        reply.id("fc_"),
        "type",
        "function_call",
        "status",
        status,
        "call_id",
        reply.callId(),
        "name",
        name,
        "arguments",
        arguments);
  }

  @Override
  public Object error(int status, String words) {
    return new OpenAiFormat().error(status, words);
  }
}
