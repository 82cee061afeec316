package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate says: the {@code delta} of a chunk, whose members are new pieces, or the {@code
 * message} of a closing chunk or of an answer in one piece, whose members are whole.
 */
final class OpenAiDelta {
  @Nullable
  String content;

  @Nullable
  String refusal;

  private @Nullable String reasoningContent;
  private @Nullable String reasoning;

  List<ToolCall> toolCalls = List.of();
  List<Map<String, @Nullable Object>> annotations = List.of();

  /** What is told of a tool call; any of it may be missing. */
  static final class ToolCall {
    @Nullable
    String id;

    @Nullable
    Long index;

    @Nullable
    String name;

    /** JSON text, or a piece of it. */
    @Nullable
    String arguments;

    /** What Gemini wants back with the call in the next turn. */
    @Nullable
    String thoughtSignature;
  }

  /** Reads the value that is next in the place of the one before; null if it is no object. */
  @Nullable
  OpenAiDelta read(JsonMembers json) {
    if (!json.enter()) {
      return null;
    }
    clear();
    while (json.next()) {
      switch (json.name()) {
        case "content" -> content = content(json);
        case "refusal" -> refusal = json.text();
        case "reasoning_content" -> reasoningContent = json.text();
        case "reasoning" -> reasoning = json.text();
        case "tool_calls" -> readToolCalls(json);
        case "function_call" -> readFunctionCall(json);
        case "annotations" -> annotations = objects(json);
        default -> json.skip();
      }
    }
    return this;
  }

  private void clear() {
    content = null;
    refusal = null;
    reasoningContent = null;
    reasoning = null;
    toolCalls = List.of();
    annotations = List.of();
  }

  /** Whether there is nothing but words, as in most. */
  boolean isPlain() {
    return toolCalls.isEmpty() && annotations.isEmpty();
  }

  /** The reasoning, which compatible servers call by two names; some send both, of which one is empty. */
  @Nullable
  String reasoning() {
    return reasoningContent == null || reasoningContent.isEmpty() ? reasoning : reasoningContent;
  }

  /** Content is a string, or in some compatible servers a list of parts with a text each. */
  private static @Nullable String content(JsonMembers json) {
    if (!json.enterArray()) {
      return json.text();
    }
    StringBuilder joined = new StringBuilder();
    while (json.nextElement()) {
      if (json.enter()) {
        while (json.next()) {
          if (json.name().equals("text") && json.isText()) {
            joined.append(json.text());
          } else {
            json.skip();
          }
        }
      }
    }
    return joined.toString();
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

  private static ToolCall toolCall(JsonMembers json) {
    ToolCall call = new ToolCall();
    while (json.next()) {
      switch (json.name()) {
        case "id" -> call.id = nonBlank(json.text());
        case "index" -> call.index = json.count();
        case "function" -> readFunction(json, call);
        case "extra_content" -> call.thoughtSignature = thoughtSignature(json);
        default -> json.skip();
      }
    }
    return call;
  }

  /** The legacy form of a tool call: there is one at most, and it has neither id nor index. */
  private void readFunctionCall(JsonMembers json) {
    ToolCall call = new ToolCall();
    readFunction(json, call);
    if (call.name != null || call.arguments != null) {
      toolCalls = List.of(call);
    }
  }

  private static void readFunction(JsonMembers json, ToolCall call) {
    if (json.enter()) {
      while (json.next()) {
        switch (json.name()) {
          case "name" -> call.name = nonBlank(json.text());
          case "arguments" -> call.arguments = json.textOrJson();
          default -> json.skip();
        }
      }
    }
  }

  private static @Nullable String thoughtSignature(JsonMembers json) {
    String signature = null;
    if (json.enter()) {
      while (json.next()) {
        if (json.name().equals("google") && json.enter()) {
          while (json.next()) {
            if (json.name().equals("thought_signature")) {
              signature = nonBlank(json.text());
            } else {
              json.skip();
            }
          }
        } else {
          json.skip();
        }
      }
    }
    return signature;
  }

  private static List<Map<String, @Nullable Object>> objects(JsonMembers json) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>(1);
    if (json.enterArray()) {
      while (json.nextElement()) {
        Map<String, @Nullable Object> object = json.object();
        if (object != null) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static @Nullable String nonBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
