package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a UI message stream. It is read in full before anything is done with it. The members of
 * the pieces, of which a stream mostly consists, are fields; those of the rarer chunks are values.
 */
final class UiMessagesChunk {
  /** What the chunk is; empty if it does not say so. */
  String type = "";

  @Nullable
  String id;

  @Nullable
  String toolCallId;

  /** The new piece of a text, a reasoning or a tool's input. */
  @Nullable
  String delta;

  private Map<String, @Nullable Object> others = Map.of();

  private UiMessagesChunk() {}

  /** Reads a chunk. What is thrown says that it could not be read. */
  static UiMessagesChunk read(JsonMembers json) {
    UiMessagesChunk chunk = new UiMessagesChunk();
    json.begin();
    while (json.next()) {
      chunk.member(json);
    }
    json.end();
    return chunk;
  }

  private void member(JsonMembers json) {
    String name = json.name();
    switch (name) {
      case "type" -> {
        String told = json.word();
        type = told == null ? "" : told;
      }
      case "id" -> id = json.word();
      case "toolCallId" -> toolCallId = json.word();
      case "delta", "inputTextDelta" -> delta = json.text();
      default -> {
        if (others.isEmpty()) {
          others = new LinkedHashMap<>();
        }
        others.put(name, json.value());
      }
    }
  }

  /** A string, or a number as text. */
  @Nullable
  String text(String name) {
    Object value = others.get(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  boolean truth(String name) {
    return Boolean.TRUE.equals(others.get(name));
  }

  @Nullable
  Object value(String name) {
    return others.get(name);
  }

  /** The chunk as it came, but for its pieces, which have a place of their own. */
  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("type", type);
    if (id != null) {
      all.put("id", id);
    }
    if (toolCallId != null) {
      all.put("toolCallId", toolCallId);
    }
    if (delta != null) {
      all.put("delta", delta);
    }
    all.putAll(others);
    return all;
  }
}
