package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part.ToolCall;
import java.util.List;
import java.util.Map;

/** The tools of this chat, which are there to show a call from its first byte to its answer. */
final class Tools {
  static final String WEATHER = "3 °C and light snow, with little wind from the north.";

  private static final String NAME = "weather";
  private static final String EFFECT = "Tells how the weather is in a city.";

  private Tools() {}

  /** Runs what a model calls. The weather is the same everywhere. */
  static MessageDraft run(ToolCall call) {
    return call.name().equals(NAME)
        ? MessageDraft.toolResult(call.callId(), WEATHER)
        : MessageDraft.toolError(call.callId(), "There is no tool " + call.name() + " here.");
  }

  /**
   * Describes the tools to a provider.
   *
   * @param schema what it calls the description of a tool's arguments
   * @return a JSON value: tools by {@code name}, {@code description} and that
   */
  static List<Map<String, Object>> described(String schema) {
    Map<String, Object> arguments = Map.of(
        "type",
        "object",
        "properties",
        Map.of("city", Map.of("type", "string")),
        "required",
        List.of("city"));
    return List.of(Map.of("name", NAME, "description", EFFECT, schema, arguments));
  }
}
