package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Part.ToolCall;
import io.github.streamingchat.Part.ToolResult;
import tools.jackson.databind.json.JsonMapper;

/** Calls of tools and their results as lines. */
final class ToolLines {
  private static final JsonMapper JSON = new JsonMapper();

  private ToolLines() {}

  /** Gives the line of a call without its arguments. */
  static String head(ToolCall call) {
    return "→ " + call.name() + " ";
  }

  static String of(ToolResult result) {
    String words =
        result.result() instanceof String text ? text : JSON.writeValueAsString(result.result());
    return (result.error() ? "✗ " : "← ") + words;
  }
}
