package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the Responses API takes it, by OpenAI's API reference, "Create a model response": a
 * list of input items.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenAiResponsesPrompt {
  private static final String DEVELOPER = "developer";

  private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

  /** The calls of custom tools, whose results are items of another type. */
  private final Set<String> customCalls = new HashSet<>();

  private OpenAiResponsesPrompt() {}

  /**
   * Makes the items.
   *
   * @throws UnsendableException if nothing is asked, or a user sent something
   *     that has no place here
   */
  static List<Map<String, @Nullable Object>> input(List<PromptTurn> turns) {
    OpenAiResponsesPrompt prompt = new OpenAiResponsesPrompt();
    turns.forEach(prompt::add);
    if (prompt.items.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    return prompt.items;
  }

  private void add(PromptTurn turn) {
    Role role = turn.role();
    if (role.equals(Role.TOOL)) {
      turn.parts().forEach(this::addResult);
    } else if (role.equals(Role.USER)) {
      addQuestion(turn);
    } else if (role.equals(Role.SYSTEM) || role.name().equals(DEVELOPER)) {
      addText(turn);
    } else {
      items.addAll(new OpenAiResponsesAnswer(turn, customCalls).items());
    }
  }

  private void addText(PromptTurn turn) {
    String text = turn.text();
    if (!text.isEmpty()) {
      items.add(message(turn.role().name(), List.of(item("input_text", "text", text))));
    }
  }

  private void addQuestion(PromptTurn turn) {
    List<Map<String, @Nullable Object>> content = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Text text) {
        content.add(item("input_text", "text", text.content().toString()));
      } else if (part instanceof Part.File file) {
        content.add(file(file));
      } else {
        addMessage(content);
        content = new ArrayList<>();
        items.add(ownOrUnsendable(part));
      }
    }
    addMessage(content);
  }

  private static Map<String, @Nullable Object> ownOrUnsendable(Part part) {
    Map<String, @Nullable Object> own = part instanceof Part.Raw raw ? own(raw) : null;
    if (own == null) {
      throw SentText.unsendable(part);
    }
    return own;
  }

  private void addMessage(List<Map<String, @Nullable Object>> content) {
    if (!content.isEmpty()) {
      items.add(message(Role.USER.name(), content));
    }
  }

  private static Map<String, @Nullable Object> file(Part.File file) {
    String mediaType = file.mediaType().strip().toLowerCase(Locale.ROOT);
    if (mediaType.startsWith("image/")) {
      return item("input_image", "image_url", OpenAiFiles.address(file));
    }
    if (mediaType.startsWith("audio/") || mediaType.startsWith("video/")) {
      throw new UnsendableException(
          "This endpoint cannot send File parts of type %s; send text, images or documents."
              .formatted(file.mediaType()));
    }
    if (file.base64() == null && file.url() != null && !file.url().startsWith("data:")) {
      return item("input_file", "file_url", file.url());
    }
    Map<String, @Nullable Object> document =
        item("input_file", "filename", OpenAiFiles.name(file, mediaType));
    document.put("file_data", OpenAiFiles.dataUrl(file));
    return document;
  }

  private void addResult(Part part) {
    if (part instanceof Part.ToolResult result) {
      boolean isCustom = customCalls.contains(result.callId());
      Map<String, @Nullable Object> output = item(
          isCustom ? "custom_tool_call_output" : "function_call_output",
          "call_id",
          result.callId());
      output.put("output", SentText.of(result));
      items.add(output);
    }
  }

  static Map<String, @Nullable Object> message(
      String role, List<Map<String, @Nullable Object>> content) {
    Map<String, @Nullable Object> message = item("message", "role", role);
    message.put("content", content);
    return message;
  }

  static Map<String, @Nullable Object> item(String type, String member, Object value) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("type", type);
    item.put(member, value);
    return item;
  }

  /** An item that goes back as it came, or null if the part is none of this format. */
  static @Nullable Map<String, @Nullable Object> own(Part.Raw raw) {
    return raw.type().startsWith(OpenAiResponsesFormat.ITEM)
            && raw.value() instanceof Map<?, ?> item
        ? copy(item)
        : null;
  }

  static Map<String, @Nullable Object> copy(Map<?, ?> item) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    item.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}
