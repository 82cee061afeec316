package io.github.streamingchat.examples.terminal.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one answer's chunks, as the OpenAI API reference describes them. */
final class Chunks {
  private static final JsonMapper JSON = new JsonMapper();

  private final String id;
  private final String model;
  private final long created = Instant.now().getEpochSecond();

  Chunks(String id, String model) {
    this.id = id;
    this.model = model;
  }

  String role() {
    ObjectNode delta = JSON.createObjectNode().put("role", "assistant").put("content", "");
    return chunk(delta, null);
  }

  String text(String piece) {
    return chunk(JSON.createObjectNode().put("content", piece), null);
  }

  String finish(String reason) {
    return chunk(JSON.createObjectNode(), reason);
  }

  private String chunk(ObjectNode delta, @Nullable String finishReason) {
    ObjectNode chunk = head("chat.completion.chunk");
    choice(chunk).set("delta", delta).put("finish_reason", finishReason);
    return chunk.toString();
  }

  String usage(Usage usage) {
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices");
    return chunk.set("usage", usage.json()).toString();
  }

  String whole(String text, Usage usage) {
    ObjectNode completion = head("chat.completion");
    ObjectNode message = JSON.createObjectNode().put("role", "assistant").put("content", text);
    choice(completion).set("message", message).put("finish_reason", "stop");
    return completion.set("usage", usage.json()).toString();
  }

  private ObjectNode head(String object) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model);
  }

  private static ObjectNode choice(ObjectNode completion) {
    ArrayNode choices = completion.putArray("choices");
    return choices.addObject().put("index", 0);
  }

  static String error(String type, @Nullable String code, String message) {
    ObjectNode error = JSON.createObjectNode()
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return JSON.createObjectNode().set("error", error).toString();
  }

  /** The error of an answer that was asked to go wrong. */
  static String failure(String words) {
    return error("server_error", "demo_error", words);
  }

  /** What an answer cost. */
  record Usage(int promptTokens, int completionTokens) {
    /** Takes a word for a token, and a piece for a token. */
    static Usage of(String prompt, List<String> pieces) {
      return new Usage(prompt.strip().split("\\s+").length, pieces.size());
    }

    private ObjectNode json() {
      return JSON.valueToTree(Map.of(
          "prompt_tokens", promptTokens,
          "completion_tokens", completionTokens,
          "total_tokens", promptTokens + completionTokens));
    }
  }
}
