package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of AG-UI. What the events of a growing text have is read without a tree, whatever else there
 * is as JSON values; what is null is absent.
 *
 * <p>Immutable once read.
 */
final class AgUiEvent {
  private static final int LONGEST_ID = 256;

  private @Nullable String type;
  private @Nullable String messageId;
  private @Nullable String toolCallId;
  private @Nullable String delta;
  private @Nullable Map<String, Object> others;

  private AgUiEvent() {}

  static AgUiEvent read(JsonMembers json) {
    AgUiEvent event = new AgUiEvent();
    json.begin();
    while (json.next()) {
      event.readMember(json);
    }
    json.end();
    return event;
  }

  private void readMember(JsonMembers json) {
    String name = json.name();
    switch (name) {
      case "type" -> type = json.word();
      case "messageId" -> messageId = usable(json.word());
      case "toolCallId" -> toolCallId = usable(json.word());
      case "timestamp", "rawEvent" -> json.skip();
      case "delta" -> {
        if (json.isText()) {
          delta = json.text();
        } else {
          readOther(name, json.value());
        }
      }
      default -> readOther(name, json.value());
    }
  }

  /** An id that can be kept; nobody's is blank, or longer than this. */
  private static @Nullable String usable(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > LONGEST_ID ? null : text;
  }

  private void readOther(String name, @Nullable Object value) {
    if (value != null) {
      if (others == null) {
        others = new HashMap<>();
      }
      others.put(name, value);
    }
  }

  @Nullable
  String type() {
    return type;
  }

  @Nullable
  String messageId() {
    return messageId;
  }

  @Nullable
  String toolCallId() {
    return toolCallId;
  }

  /** The new piece of a text. */
  @Nullable
  String delta() {
    return delta;
  }

  @Nullable
  Object value(String name) {
    return others == null ? null : others.get(name);
  }

  /** A member that is a string, or a number as text. */
  @Nullable
  String text(String name) {
    Object value = value(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  /** A member that is an id. */
  @Nullable
  String id(String name) {
    return usable(text(name));
  }

  /** A member that is a list; empty if there is none. */
  List<?> list(String name) {
    return value(name) instanceof List<?> list ? list : List.of();
  }

  /** A member that is an object; empty if there is none. */
  @SuppressWarnings("unchecked")
  Map<String, @Nullable Object> object(String name) {
    return value(name) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
