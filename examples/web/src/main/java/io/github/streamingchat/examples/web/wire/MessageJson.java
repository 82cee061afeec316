package io.github.streamingchat.examples.web.wire;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message, as the page is told. */
public final class MessageJson {
  private MessageJson() {}

  /**
   * Describes a message as it is now.
   *
   * @param message the message
   * @return its members
   */
  public static Map<String, @Nullable Object> of(ChatMessage message) {
    String text = message.text();
    boolean whole = message.status().isTerminal();
    return Json.object(
        "id",
        message.id().value(),
        "role",
        message.role().name(),
        "text",
        text,
        "status",
        message.status().name(),
        "createdAt",
        message.createdAt().toString(),
        "error",
        message.error().map(ErrorJson::of).orElse(null),
        "finishReason",
        finishReason(message),
        "hints",
        message.role().equals(Role.ASSISTANT) ? HintJson.in(text, whole) : List.of(),
        "metadata",
        message.metadata());
  }

  /**
   * Tells why the model stopped.
   *
   * @param message the message
   * @return the kind of the reason, or null if none is known
   */
  public static @Nullable String finishReason(ChatMessage message) {
    return message.finishReason().map(FinishReason::kind).map(Enum::name).orElse(null);
  }
}
