package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server told of a part and wants back with it in the next turn: the members that its UI
 * message part has beside the text or the input, as JSON.
 */
final class UiMessagesSeal {
  static final String ISSUER = "ui-messages";

  private UiMessagesSeal() {}

  /** The JSON of those members; null if there is none. */
  static @Nullable String json(Map<String, ? extends @Nullable Object> members) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (value != null && !Boolean.FALSE.equals(value)) {
        told.put(name, value);
      }
    });
    return told.isEmpty() ? null : JsonValueWriter.json(told);
  }

  static Part.@Nullable Seal of(Map<String, ? extends @Nullable Object> members) {
    String json = json(members);
    return json == null ? null : new Part.Seal(ISSUER, json, null);
  }

  /** The members; none of a seal that another format gave. */
  static Map<String, @Nullable Object> members(Part.@Nullable Seal seal) {
    String json = seal == null || !seal.issuer().equals(ISSUER) ? null : seal.signature();
    Map<String, @Nullable Object> members =
        json == null ? null : JsonFrames.readOrNull(json, JsonMembers::whole);
    return members == null ? Map.of() : members;
  }
}
