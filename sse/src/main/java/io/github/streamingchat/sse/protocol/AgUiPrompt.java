package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as an AG-UI agent takes it, by the document "Messages" at docs.ag-ui.com. Each message
 * has an id, and agents with a memory know by it what they have already: the agent's own id where it gave
 * one, and that of the conversation elsewhere.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiPrompt {
  private static final String DEVELOPER = "developer";

  /** Which message a part comes from; a turn does not tell. */
  private final IdentityHashMap<Part, ChatMessage> origins = new IdentityHashMap<>();

  private final Set<String> givenIds = new HashSet<>();
  private final List<Map<String, Object>> messages = new ArrayList<>();

  private AgUiPrompt(List<ChatMessage> conversation) {
    for (ChatMessage message : conversation) {
      message.parts().forEach(part -> origins.put(part, message));
    }
  }

  /**
   * Makes the messages.
   *
   * @param turns what is told of the conversation
   * @param conversation where the turns come from
   * @throws io.github.streamingchat.sse.UnsendableException if nothing is asked, or a user sent something
   *     that has no place here
   */
  static List<Map<String, Object>> messages(
      List<PromptTurn> turns, List<ChatMessage> conversation) {
    AgUiPrompt prompt = new AgUiPrompt(conversation);
    turns.forEach(prompt::add);
    if (prompt.messages.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    return prompt.messages;
  }

  /** By which id an agent knows a message: the last one that a server gave it, or its own. */
  static String idOf(ChatMessage message) {
    String id = message.id().value();
    for (String alias : message.aliases()) {
      id = alias;
    }
    return id;
  }

  /** Whether what is said in a role is no assistant's. */
  static boolean isOfApplication(Role role) {
    return role.equals(Role.USER)
        || role.equals(Role.SYSTEM)
        || role.equals(Role.TOOL)
        || role.name().equals(DEVELOPER);
  }

  private void add(PromptTurn turn) {
    if (turn.role().equals(Role.TOOL)) {
      addResults(turn);
    } else if (turn.role().equals(Role.USER)) {
      add("user", idOf(turn), turn.author()).put("content", content(turn));
    } else if (isOfApplication(turn.role())) {
      String text = turn.text();
      if (!text.isEmpty()) {
        add(turn.role().name(), idOf(turn), turn.author()).put("content", text);
      }
    } else {
      addAnswer(turn);
    }
  }

  private String idOf(PromptTurn turn) {
    for (Part part : turn.parts()) {
      ChatMessage origin = origins.get(part);
      if (origin != null) {
        return idOf(origin);
      }
    }
    return "message";
  }

  /** Adds a message of that role, with an id of its own. */
  private Map<String, Object> add(String role, String baseId, @Nullable Author author) {
    String id = baseId;
    for (int number = 2; !givenIds.add(id); number++) {
      id = baseId + "-" + number;
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("role", role);
    if (author != null && author.name() != null && !author.name().isBlank()) {
      message.put("name", author.name());
    }
    messages.add(message);
    return message;
  }

  private static Object content(PromptTurn turn) {
    if (turn.parts().stream().allMatch(Part.Text.class::isInstance)) {
      return turn.text();
    }
    List<Map<String, Object>> content = new ArrayList<>();
    turn.parts().forEach(part -> content.add(item(part)));
    return content;
  }

  private static Map<String, Object> item(Part part) {
    Map<String, Object> item = new LinkedHashMap<>();
    if (part instanceof Part.Text text) {
      item.put("type", "text");
      item.put("text", text.content().toString());
    } else if (part instanceof Part.File file) {
      String kind = file.mediaType().toLowerCase(Locale.ROOT).replaceFirst("/.*$", "");
      boolean hasName = Set.of("image", "audio", "video").contains(kind);
      item.put("type", hasName ? kind : "document");
      item.put("source", source(file));
      if (file.name() != null) {
        item.put("metadata", Map.of("filename", file.name()));
      }
    } else {
      throw SentText.unsendable(part);
    }
    return item;
  }

  /** Bytes go before an address, which an agent elsewhere may not reach. */
  private static Map<String, Object> source(Part.File file) {
    String value = file.base64() == null ? file.url() : file.base64();
    if (value == null) {
      throw SentText.unsendable(file);
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", file.base64() == null ? "url" : "data");
    source.put("value", value);
    source.put("mimeType", file.mediaType());
    return source;
  }

  /** Reasoning is a message of its own, between what was said before and after it. */
  private void addAnswer(PromptTurn turn) {
    String id = idOf(turn);
    List<Part> said = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Reasoning reasoning) {
        addSaid(said, id, turn.author());
        said.clear();
        addReasoning(reasoning, id);
      } else {
        said.add(part);
      }
    }
    addSaid(said, id, turn.author());
  }

  private void addReasoning(Part.Reasoning reasoning, String id) {
    String encrypted = encrypted(reasoning.seal());
    if (!reasoning.content().isEmpty() || encrypted != null) {
      Map<String, Object> message = add("reasoning", id + "-reasoning", null);
      message.put("content", reasoning.content().toString());
      putSeal(message, encrypted);
    }
  }

  private void addSaid(List<Part> parts, String id, @Nullable Author author) {
    StringBuilder text = new StringBuilder();
    String encrypted = null;
    List<Map<String, Object>> calls = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text said) {
        text.append(said.content());
        encrypted = said.seal() == null ? encrypted : encrypted(said.seal());
      } else if (part instanceof Part.Refusal refusal) {
        text.append(refusal.content());
      } else if (part instanceof Part.ToolCall call && !call.providerRun()) {
        calls.add(call(call));
      }
    }
    if (text.isEmpty() && calls.isEmpty()) {
      return;
    }
    Map<String, Object> message = add("assistant", id, author);
    if (!text.isEmpty()) {
      message.put("content", text.toString());
    }
    if (!calls.isEmpty()) {
      message.put("toolCalls", calls);
    }
    putSeal(message, encrypted);
  }

  private static Map<String, Object> call(Part.ToolCall call) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", call.name());
    function.put("arguments", call.content().toString());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", call.callId());
    json.put("type", "function");
    json.put("function", function);
    putSeal(json, encrypted(call.seal()));
    return json;
  }

  /** What this format gave; nobody else's is sent to an agent. */
  private static @Nullable String encrypted(Part.@Nullable Seal seal) {
    return seal != null && seal.issuer().equals(AgUi.ISSUER) ? seal.encrypted() : null;
  }

  private static void putSeal(Map<String, Object> json, @Nullable String encrypted) {
    if (encrypted != null) {
      json.put("encryptedValue", encrypted);
    }
  }

  private void addResults(PromptTurn turn) {
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        ChatMessage origin = origins.get(part);
        String id = origin != null && origin.role().equals(Role.TOOL)
            ? idOf(origin)
            : result.callId() + "-result"; // the agent's own is not kept
        Map<String, Object> message = add("tool", id, null);
        String text = SentText.of(result);
        message.put("toolCallId", result.callId());
        message.put("content", text);
        if (result.error()) {
          message.put("error", text);
        }
      }
    }
  }
}
