package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as {@code /api/chat} takes it, by Ollama's API document, "Generate a chat completion".
 * What a model thought is not sent back.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OllamaPrompt {
  private final List<Map<String, @Nullable Object>> messages = new ArrayList<>();

  /** The name of the tool that each call of the conversation is of: results are told by it. */
  private final Map<String, String> tools = new HashMap<>();

  private OllamaPrompt() {}

  /**
   * Makes the messages.
   *
   * @param system what stands before the conversation, or null
   * @throws UnsendableException if nothing is asked, or a user sent something that has no place here
   */
  static List<Map<String, @Nullable Object>> messages(
      @Nullable String system, List<PromptTurn> turns) {
    OllamaPrompt prompt = new OllamaPrompt();
    turns.forEach(prompt::add);
    if (prompt.messages.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    if (system != null) {
      prompt.messages.add(0, message(Role.SYSTEM.name(), system));
    }
    return prompt.messages;
  }

  private static Map<String, @Nullable Object> message(String role, String content) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", content);
    return message;
  }

  private void add(PromptTurn turn) {
    if (turn.role().equals(Role.TOOL)) {
      addResults(turn);
    } else if (turn.role().equals(Role.USER)) {
      addQuestion(turn);
    } else {
      addAnswer(turn);
    }
  }

  private void addQuestion(PromptTurn turn) {
    Map<String, @Nullable Object> message = message(Role.USER.name(), turn.text());
    List<String> images = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.File file) {
        images.add(image(file));
      } else if (!(part instanceof Part.Text)) {
        throw SentText.unsendable(part);
      }
    }
    if (!images.isEmpty()) {
      message.put("images", images);
    }
    messages.add(message);
  }

  private static String image(Part.File file) {
    String bytes = DataUrl.bytesOf(file);
    if (bytes == null || !file.mediaType().toLowerCase(Locale.ROOT).startsWith("image/")) {
      throw new UnsendableException(
          "This endpoint takes images by their bytes only, and no other File parts; send it with base64.");
    }
    return bytes;
  }

  private void addAnswer(PromptTurn turn) {
    StringBuilder content = new StringBuilder();
    List<Object> calls = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Text || part instanceof Part.Refusal) {
        content.append(((Part.Growing) part).content());
      } else if (part instanceof Part.ToolCall call && !call.providerRun()) {
        tools.put(call.callId(), call.name());
        calls.add(call(call));
      }
    }
    Map<String, @Nullable Object> message = message(role(turn.role()), content.toString());
    if (!calls.isEmpty()) {
      message.put("tool_calls", calls);
    }
    if (!content.isEmpty() || !calls.isEmpty()) {
      messages.add(message);
    }
  }

  /** Models know four roles; another one would be left out by the template that writes their prompt. */
  private static String role(Role role) {
    boolean instructs = role.equals(Role.SYSTEM) || role.name().equals("developer");
    return instructs ? Role.SYSTEM.name() : Role.ASSISTANT.name();
  }

  private static Map<String, Object> call(Part.ToolCall call) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", call.name());
    function.put("arguments", call.arguments());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", call.callId());
    json.put("function", function);
    return json;
  }

  private void addResults(PromptTurn turn) {
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        Map<String, @Nullable Object> message = message(Role.TOOL.name(), SentText.of(result));
        message.put(
            "tool_name", Objects.requireNonNullElse(tools.get(result.callId()), result.callId()));
        message.put("tool_call_id", result.callId());
        messages.add(message);
      }
    }
  }
}
