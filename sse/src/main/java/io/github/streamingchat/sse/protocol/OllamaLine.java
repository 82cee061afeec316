package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one line of Ollama's says, of {@code /api/chat} or of {@code /api/generate}. It is read in full
 * before anything is done with it, so that a line that turns out to be broken has no effect.
 */
final class OllamaLine {
  private static final double NANOSECONDS = 1e9;

  @Nullable
  String model;

  @Nullable
  String text;

  @Nullable
  String thinking;

  List<ToolCall> toolCalls = List.of();
  boolean done;

  @Nullable
  String doneReason;

  @Nullable
  ProviderError error;

  private @Nullable Long inputTokens;
  private @Nullable Long outputTokens;
  private @Nullable Long outputNanoseconds;
  private Map<String, @Nullable Object> durations = Map.of();
  private boolean isOfThisProtocol;

  /** A tool call, which comes whole. */
  static final class ToolCall {
    @Nullable
    String id;

    @Nullable
    String name;

    /** JSON text. */
    @Nullable
    String arguments;
  }

  private OllamaLine() {}

  /** Reads a line. What is thrown says that it could not be read. */
  static OllamaLine read(JsonMembers json) {
    OllamaLine line = new OllamaLine();
    json.begin();
    while (json.next()) {
      line.readMember(json, json.name());
    }
    json.end();
    return line;
  }

  private void readMember(JsonMembers json, String name) {
    switch (name) {
      case "model" -> model = json.word();
      case "message" -> readMessage(json);
      case "response" -> {
        isOfThisProtocol |= json.isText();
        text = json.text();
      }
      case "thinking" -> thinking = json.text();
      case "tool_calls" -> readToolCalls(json);
      case "done" -> {
        isOfThisProtocol = true;
        done = json.truth();
      }
      case "done_reason" -> doneReason = json.text();
      case "error" -> readError(json);
      case "prompt_eval_count" -> inputTokens = json.count();
      case "eval_count" -> outputTokens = json.count();
      case "eval_duration" -> {
        outputNanoseconds = json.count();
        keep(name, outputNanoseconds);
      }
      case "total_duration", "load_duration", "prompt_eval_duration" -> keep(name, json.count());
      default -> json.skip();
    }
  }

  private void keep(String name, @Nullable Long nanoseconds) {
    if (nanoseconds != null) {
      durations = durations.isEmpty() ? new LinkedHashMap<>() : durations;
      durations.put(name, nanoseconds);
    }
  }

  private void readMessage(JsonMembers json) {
    if (!json.enter()) {
      return;
    }
    isOfThisProtocol = true;
    while (json.next()) {
      switch (json.name()) {
        case "content" -> text = json.text();
        case "thinking" -> thinking = json.text();
        case "tool_calls" -> readToolCalls(json);
        default -> json.skip();
      }
    }
  }

  private void readToolCalls(JsonMembers json) {
    if (json.enterArray()) {
      toolCalls = new ArrayList<>(1);
      while (json.nextElement()) {
        if (json.enter()) {
          toolCalls.add(toolCall(json));
        }
      }
    }
  }

  /** The index that comes with the function says nothing: servers gave every call the same. */
  private static ToolCall toolCall(JsonMembers json) {
    ToolCall call = new ToolCall();
    while (json.next()) {
      switch (json.name()) {
        case "id" -> call.id = json.text();
        case "function" -> readFunction(json, call);
        default -> json.skip();
      }
    }
    return call;
  }

  private static void readFunction(JsonMembers json, ToolCall call) {
    if (json.enter()) {
      while (json.next()) {
        switch (json.name()) {
          case "name" -> call.name = json.text();
          case "arguments" -> call.arguments = json.textOrJson();
          default -> json.skip();
        }
      }
    }
  }

  private void readError(JsonMembers json) {
    Object told = json.value();
    if (told instanceof Map<?, ?> || (told instanceof String words && !words.isBlank())) {
      error = ProviderError.of(Map.of("error", told));
    }
  }

  /** Whether this is what Ollama sends, and not the JSON of something else. */
  boolean isOfThisProtocol() {
    return isOfThisProtocol || error != null;
  }

  Usage usage() {
    return new Usage(inputTokens, outputTokens, null, null, null);
  }

  /**
   * How long it took, in nanoseconds and by the provider's names, and how many tokens came out in a
   * second.
   */
  Map<String, @Nullable Object> durations() {
    if (outputTokens != null && outputNanoseconds != null && outputNanoseconds > 0) {
      durations.put("tokens_per_second", outputTokens / (double) outputNanoseconds * NANOSECONDS);
    }
    return durations;
  }
}
