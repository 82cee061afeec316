package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.StreamEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in a recording: what is null is left out, and so is the key of the primary
 * message. Not safe for use by several threads at once.
 */
final class RecordedMembers {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  RecordedMembers event(String name) {
    return put("event", name);
  }

  RecordedMembers message(String key) {
    return key.equals(StreamEvent.PRIMARY) ? this : put("message", key);
  }

  RecordedMembers put(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  Map<String, @Nullable Object> asMap() {
    return members;
  }

  /** How a constant is called. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
