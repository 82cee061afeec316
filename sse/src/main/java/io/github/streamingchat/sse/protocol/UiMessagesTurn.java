package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one turn as those of a UI message.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesTurn {
  private final List<Map<String, @Nullable Object>> parts = new ArrayList<>();
  private final Map<String, Part.ToolResult> results = new HashMap<>();

  private UiMessagesTurn() {}

  /**
   * Makes the parts.
   *
   * @param role the turn's role as UI messages call it
   * @param following the turn that may hold the results of its tool calls
   * @throws io.github.streamingchat.sse.UnsendableException if a user sent something that has no place
   *     in a UI message
   */
  static List<Map<String, @Nullable Object>> parts(
      PromptTurn turn, String role, PromptTurn following) {
    UiMessagesTurn made = new UiMessagesTurn();
    if (!role.equals("assistant")) {
      turn.parts().forEach(made::addSpoken);
      return made.parts;
    }
    made.noteResults(turn);
    made.noteResults(following);
    turn.parts().forEach(made::addAnswered);
    if (!made.parts.isEmpty()) {
      made.parts.add(0, part("step-start"));
    }
    return made.parts;
  }

  private void noteResults(PromptTurn turn) {
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        results.put(result.callId(), result);
      }
    }
  }

  private static Map<String, @Nullable Object> part(String type) {
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    part.put("type", type);
    return part;
  }

  /** What a person said is sent whole or not at all. */
  private void addSpoken(Part part) {
    Map<String, @Nullable Object> sent = part instanceof Part.Text text
        ? text("text", text)
        : part instanceof Part.File file
            ? UiMessagesFiles.part(file)
            : part instanceof Part.Data data ? data(data) : null;
    if (sent == null) {
      throw SentText.unsendable(part);
    }
    parts.add(sent);
  }

  private void addAnswered(Part part) {
    Map<String, @Nullable Object> sent = answered(part);
    if (sent != null) {
      parts.add(sent);
    }
  }

  private @Nullable Map<String, @Nullable Object> answered(Part part) {
    if (part instanceof Part.ToolCall call) {
      return call(call);
    } else if (part instanceof Part.Growing growing) {
      return text(part instanceof Part.Reasoning ? "reasoning" : "text", growing);
    } else if (part instanceof Part.File file) {
      return UiMessagesFiles.part(file);
    } else if (part instanceof Part.Source source) {
      return UiMessagesFiles.part(source);
    } else if (part instanceof Part.Data data) {
      return UiMessagesDecoder.isApproval(data.type()) ? null : data(data);
    }
    return part instanceof Part.Raw raw ? kept(raw) : null;
  }

  private static Map<String, @Nullable Object> text(String type, Part.Growing text) {
    Map<String, @Nullable Object> part = part(type);
    part.put("text", text.content().toString());
    part.put("state", "done");
    if (text instanceof Part.Text own) {
      part.putAll(UiMessagesSeal.members(own.seal()));
    } else if (text instanceof Part.Reasoning own) {
      part.putAll(UiMessagesSeal.members(own.seal()));
    }
    return part;
  }

  /** A tool that the server did not call dynamic is one that it knows by name. */
  private Map<String, @Nullable Object> call(Part.ToolCall call) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>(UiMessagesSeal.members(call.seal()));
    boolean isDynamic =
        Boolean.TRUE.equals(told.remove("dynamic")) || call.name().isBlank();
    Map<String, @Nullable Object> part = part(isDynamic ? "dynamic-tool" : "tool-" + call.name());
    if (isDynamic) {
      part.put("toolName", call.name());
    }
    part.put("toolCallId", call.callId());
    Part.ToolResult result = results.get(call.callId());
    part.put("state", state(result));
    part.put("input", input(call));
    if (result != null) {
      part.put(
          result.error() ? "errorText" : "output",
          result.error() ? SentText.of(result) : result.result());
    }
    if (call.providerRun()) {
      part.put("providerExecuted", true);
    }
    part.putAll(told);
    return part;
  }

  private static String state(Part.@Nullable ToolResult result) {
    if (result == null) {
      return "input-available";
    }
    return result.error() ? "output-error" : "output-available";
  }

  private static Object input(Part.ToolCall call) {
    String json = call.content().toString();
    Object input = JsonFrames.readOrNull(json, JsonMembers::whole);
    return input == null ? json : input;
  }

  private static Map<String, @Nullable Object> data(Part.Data data) {
    Map<String, @Nullable Object> part = part(UiMessagesDecoder.DATA + data.type());
    if (data.id() != null) {
      part.put("id", data.id());
    }
    part.put("data", data.value());
    return part;
  }

  /** What came as a part of its own kind goes back as it is; what others sent has no place here. */
  private static @Nullable Map<String, @Nullable Object> kept(Part.Raw raw) {
    if (!UiMessagesDecoder.isKept(raw.type()) || !(raw.value() instanceof Map<?, ?> members)) {
      return null;
    }
    Map<String, @Nullable Object> part = part(raw.type());
    members.forEach((name, value) -> part.put(String.valueOf(name), value));
    return part;
  }
}
