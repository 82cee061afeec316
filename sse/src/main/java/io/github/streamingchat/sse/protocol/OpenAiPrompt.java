package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as Chat Completions takes it, by OpenAI's API reference, "Create chat completion". What
 * a model thought is not sent back; a seal of Gemini's is, with its tool call, as Google's document on
 * thought signatures asks of those who use it by the compatible endpoint.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenAiPrompt {
  private static final int LONGEST_NAME = 64;

  private final List<Map<String, @Nullable Object>> messages = new ArrayList<>();

  private OpenAiPrompt() {}

  /**
   * Makes the messages.
   *
   * @param system what stands before the conversation, or null
   * @throws io.github.streamingchat.sse.UnsendableException if nothing is asked, or a user sent something
   *     that has no place here
   */
  static List<Map<String, @Nullable Object>> messages(
      @Nullable String system, List<PromptTurn> turns) {
    OpenAiPrompt prompt = new OpenAiPrompt();
    turns.forEach(prompt::add);
    if (prompt.messages.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    if (system != null) {
      Map<String, @Nullable Object> first = message("system", null);
      first.put("content", system);
      prompt.messages.add(0, first);
    }
    return prompt.messages;
  }

  private void add(PromptTurn turn) {
    if (turn.role().equals(Role.TOOL)) {
      addResults(turn);
      return;
    }
    Map<String, @Nullable Object> message = message(role(turn.role()), turn.author());
    boolean says = turn.role().equals(Role.USER)
        ? asks(message, turn)
        : turn.role().equals(Role.SYSTEM) ? instructs(message, turn) : answers(message, turn);
    if (says) {
      messages.add(message);
    }
  }

  private static Map<String, @Nullable Object> message(String role, @Nullable Author author) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", role);
    String name = author == null ? "" : nameable(Objects.requireNonNullElse(author.name(), ""));
    if (!name.isEmpty()) {
      message.put("name", name);
    }
    return message;
  }

  /** A name without the characters that OpenAI refuses in one. */
  private static String nameable(String name) {
    String allowed = name.strip().replaceAll("[\\s<|\\\\/>]+", "_");
    return allowed.length() <= LONGEST_NAME ? allowed : allowed.substring(0, LONGEST_NAME);
  }

  /** The provider refuses roles that it does not know; what is none of its own has answered. */
  private static String role(Role role) {
    boolean isKnown =
        role.equals(Role.USER) || role.equals(Role.SYSTEM) || role.name().equals("developer");
    return isKnown ? role.name() : Role.ASSISTANT.name();
  }

  private static boolean asks(Map<String, @Nullable Object> message, PromptTurn turn) {
    message.put("content", OpenAiUserContent.of(turn));
    return true;
  }

  private static boolean instructs(Map<String, @Nullable Object> message, PromptTurn turn) {
    String text = turn.text();
    message.put("content", text);
    return !text.isEmpty();
  }

  private static boolean answers(Map<String, @Nullable Object> message, PromptTurn turn) {
    String text = turn.text();
    StringBuilder refusal = new StringBuilder();
    List<Object> calls = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Refusal refused) {
        refusal.append(refused.content());
      } else if (part instanceof Part.ToolCall call && !call.providerRun()) {
        calls.add(call(call));
      }
    }
    // As the provider itself writes a message that says nothing but its calls.
    message.put("content", text.isEmpty() ? null : text);
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", calls);
    }
    return !text.isEmpty() || !refusal.isEmpty() || !calls.isEmpty();
  }

  private static Map<String, Object> call(Part.ToolCall call) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", call.name());
    function.put("arguments", call.content().toString());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", call.callId());
    json.put("type", "function");
    json.put("function", function);
    Part.Seal seal = call.seal();
    if (seal != null && seal.issuer().equals("gemini") && seal.signature() != null) {
      json.put("extra_content", Map.of("google", Map.of("thought_signature", seal.signature())));
    }
    return json;
  }

  private void addResults(PromptTurn turn) {
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        Map<String, @Nullable Object> message = message(Role.TOOL.name(), null);
        message.put("tool_call_id", result.callId());
        message.put("content", SentText.of(result));
        messages.add(message);
      }
    }
  }
}
