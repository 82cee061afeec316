package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as Gemini takes it: system prompts apart, and contents of the user and of the model.
 * Turns of the same role that follow each other are one content, because a function call has to stand
 * right behind the user's turn, and its response right behind the call.
 *
 * <p>Not safe for use by several threads at once.
 */
final class GeminiPrompt {
  private static final Role DEVELOPER = Role.of("developer");

  private final List<Map<String, Object>> system = new ArrayList<>();
  private final List<PromptTurn> turns = new ArrayList<>();

  /** The tool of each call, which a response has to name. */
  private final Map<String, String> tools = new HashMap<>();

  /** The ids of the code that Gemini ran; its result may stand in a later turn. */
  private final Set<String> codeRuns = new HashSet<>();

  GeminiPrompt(@Nullable String systemPrompt, List<PromptTurn> conversation) {
    Stream.ofNullable(systemPrompt).forEach(this::addSystem);
    for (PromptTurn turn : conversation) {
      if (turn.role().equals(Role.SYSTEM) || turn.role().equals(DEVELOPER)) {
        addSystem(turn.text());
      } else {
        turns.add(turn);
      }
    }
  }

  private void addSystem(String text) {
    if (!text.isBlank()) {
      system.add(Map.of("text", text));
    }
  }

  boolean hasSystem() {
    return !system.isEmpty();
  }

  Map<String, Object> systemInstruction() {
    return Map.of("parts", system);
  }

  /**
   * The contents.
   *
   * @throws UnsendableException if nothing is asked, or a user sent what Gemini does not take
   */
  List<Map<String, Object>> contents() {
    List<Map<String, Object>> contents = new ArrayList<>();
    List<Map<String, Object>> parts = new ArrayList<>();
    Role before = Role.SYSTEM;
    for (PromptTurn turn : turns) {
      List<Map<String, Object>> said = partsOf(turn);
      Role role = isTheModels(turn) ? Role.ASSISTANT : turn.role();
      if (said.isEmpty()) {
        continue;
      }
      if (!role.equals(before)) {
        parts = new ArrayList<>();
        contents.add(content(role.equals(Role.ASSISTANT) ? "model" : "user", parts));
      }
      parts.addAll(said);
      before = role;
    }
    if (contents.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    return contents;
  }

  private static Map<String, Object> content(String role, List<Map<String, Object>> parts) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("role", role);
    content.put("parts", parts);
    return content;
  }

  private static boolean isTheModels(PromptTurn turn) {
    return !turn.role().equals(Role.USER) && !turn.role().equals(Role.TOOL);
  }

  private List<Map<String, Object>> partsOf(PromptTurn turn) {
    if (turn.role().equals(Role.TOOL)) {
      return turn.parts().stream()
          .filter(Part.ToolResult.class::isInstance)
          .map(part -> response((Part.ToolResult) part))
          .toList();
    }
    if (turn.role().equals(Role.USER)) {
      return turn.parts().stream().map(GeminiPrompt::asked).toList();
    }
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolCall call) {
        tools.put(call.callId(), call.name());
      }
    }
    return new GeminiAnswerParts(turn, codeRuns).parts();
  }

  private static Map<String, Object> asked(Part part) {
    if (part instanceof Part.Text text) {
      return Map.of("text", text.content().toString());
    }
    if (part instanceof Part.File file) {
      Map<String, Object> json = file(file);
      if (json == null) {
        throw new UnsendableException(
            file.url() == null
                ? "A file has neither bytes nor an address; give one of them."
                : "A file is a data URL that is not in Base64; give its bytes.");
      }
      return json;
    }
    throw new UnsendableException("This endpoint cannot send %s parts; send text or a file."
        .formatted(part.getClass().getSimpleName()));
  }

  /** The bytes of a file, or else where Gemini may get them; null if it has neither. */
  static @Nullable Map<String, Object> file(Part.File file) {
    String bytes = DataUrl.bytesOf(file);
    String url = file.url();
    if (bytes != null) {
      return Map.of("inlineData", fileMembers(file, "data", bytes));
    }
    return url == null || DataUrl.isOne(url)
        ? null
        : Map.of("fileData", fileMembers(file, "fileUri", url));
  }

  private static Map<String, Object> fileMembers(Part.File file, String name, String value) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("mimeType", file.mediaType());
    members.put(name, value);
    return members;
  }

  /** The response is an object; of one without these names all would count as the output. */
  private Map<String, Object> response(Part.ToolResult result) {
    Map<String, @Nullable Object> response = new LinkedHashMap<>();
    if (result.error() || !(result.result() instanceof Map<?, ?> members)) {
      response.put(result.error() ? "error" : "output", result.result());
    } else {
      members.forEach((name, value) -> response.put(String.valueOf(name), value));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    GeminiAnswerParts.putId(json, result.callId());
    json.put("name", Objects.requireNonNullElse(tools.get(result.callId()), result.callId()));
    json.put("response", response);
    return Map.of("functionResponse", json);
  }
}
