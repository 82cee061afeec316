package io.github.streamingchat.websocket.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the words of an error among the members of its frame: servers put them in several places. */
final class ErrorMembers {
  /** What the frame's own fields say. */
  private static final Set<String> SAID = Set.of(
      "type",
      "id",
      "session_id",
      "sessionId",
      "sender",
      "agentId",
      "agent_id",
      "agentName",
      "agent_name",
      "agentType",
      "agent_type",
      "agentAvatar",
      "agent_avatar",
      "reply_to",
      "replyTo",
      "timestamp",
      "metadata",
      "message",
      "code");

  private ErrorMembers() {}

  /** Reads an error from all members of its frame. */
  static Frame.Failure failure(Envelope envelope, Map<String, @Nullable Object> members) {
    Map<?, ?> inner = members.get("error") instanceof Map<?, ?> nested ? nested : members;
    String words = first(words(members, "message"), words(inner, "message"));
    words = first(words, first(words(inner, "error"), words(inner, "content")));
    return new Frame.Failure(
        envelope,
        words == null ? "" : words,
        first(words(members, "code"), words(inner, "code")),
        members);
  }

  /** The members that no field tells. */
  static Map<String, @Nullable Object> further(Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> further = new LinkedHashMap<>(members);
    further.keySet().removeAll(SAID);
    return further;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private static @Nullable String words(Map<?, ?> members, String name) {
    Object value = members.get(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
