package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the Messages API takes it: system prompts apart, and turns of the user and of
 * the assistant that alternate. The results of tools are the user's words.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AnthropicPrompt {
  private static final Role DEVELOPER = Role.of("developer");

  private final List<Object> system = new ArrayList<>();
  private final List<PromptTurn> spoken = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  /** The calls of the provider's own tools that were told, and those of them that have a result. */
  private final Set<String> providersCalls = new HashSet<>();

  private final Set<String> answeredCalls = new HashSet<>();

  private record Turn(String role, List<Map<String, @Nullable Object>> blocks) {
    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("role", role);
      json.put("content", blocks);
      return json;
    }
  }

  /**
   * Makes the prompt.
   *
   * @param systemPrompt what stands before the conversation's own system prompts, or null
   */
  AnthropicPrompt(@Nullable String systemPrompt, List<PromptTurn> conversation) {
    addSystem(systemPrompt == null ? "" : systemPrompt);
    for (PromptTurn turn : conversation) {
      if (turn.role().equals(Role.SYSTEM) || turn.role().equals(DEVELOPER)) {
        addSystem(turn.text());
      } else {
        spoken.add(turn);
      }
    }
  }

  /** Whether the model is to go on with an answer when it has read what follows it. */
  private static boolean isToBeContinued(List<PromptTurn> following) {
    return following.stream().allMatch(turn -> turn.role().equals(Role.TOOL));
  }

  private void add(PromptTurn turn, boolean isToBeContinued) {
    Role role = turn.role();
    if (role.equals(Role.USER)) {
      add("user", AnthropicUserBlocks.of(turn));
    } else if (role.equals(Role.TOOL)) {
      add("user", results(turn));
    } else {
      add("assistant", answer(turn, isToBeContinued));
    }
  }

  /** A call of the provider's own tool that was given up would be refused without its result. */
  private List<Map<String, @Nullable Object>> answer(PromptTurn turn, boolean isToBeContinued) {
    return new AnthropicAnswerBlocks(
            turn, providersCalls, callId -> isToBeContinued || answeredCalls.contains(callId))
        .blocks();
  }

  private void addSystem(String text) {
    if (!text.isBlank()) {
      system.add(text(text));
    }
  }

  static Map<String, @Nullable Object> text(String text) {
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    block.put("type", "text");
    block.put("text", text);
    return block;
  }

  /** An id that the provider takes: those of others may have characters that it refuses. */
  static String callId(String id) {
    return id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  private static List<Map<String, @Nullable Object>> results(PromptTurn turn) {
    List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        blocks.add(result(result));
      }
    }
    return blocks;
  }

  private static Map<String, @Nullable Object> result(Part.ToolResult result) {
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    block.put("type", "tool_result");
    block.put("tool_use_id", callId(result.callId()));
    String content = SentText.of(result);
    if (!content.isBlank()) {
      block.put("content", content);
    } else if (result.error()) {
      block.put("content", "The tool failed."); // an error that says nothing is refused
    }
    if (result.error()) {
      block.put("is_error", true);
    }
    return block;
  }

  private void add(String role, List<Map<String, @Nullable Object>> blocks) {
    Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    if (blocks.isEmpty()) {
      return;
    }
    if (last == null || !last.role.equals(role)) {
      turns.add(new Turn(role, new ArrayList<>(blocks)));
    } else {
      int thinking = thinkingAtTheStart(blocks);
      last.blocks.addAll(thinkingAtTheStart(last.blocks), blocks.subList(0, thinking));
      last.blocks.addAll(blocks.subList(thinking, blocks.size()));
    }
  }

  /** What the model thought must stand first in a turn, also in one that was made of two. */
  private static int thinkingAtTheStart(List<Map<String, @Nullable Object>> blocks) {
    int count = 0;
    while (count < blocks.size()
        && String.valueOf(blocks.get(count).get("type")).endsWith("thinking")) {
      count++;
    }
    return count;
  }

  /** The provider refuses to go on with a text of the assistant that ends in white space. */
  private void stripTheEnd() {
    Turn last = turns.get(turns.size() - 1);
    Map<String, @Nullable Object> block = last.blocks.get(last.blocks.size() - 1);
    if (last.role.equals("assistant") && block.get("text") instanceof String text) {
      block.put("text", text.stripTrailing());
    }
  }

  /** The system prompts, or null if there are none. */
  @Nullable
  Object system() {
    if (system.isEmpty()) {
      return null;
    }
    return system.size() == 1 ? ((Map<?, ?>) system.get(0)).get("text") : system;
  }

  /**
   * The turns.
   *
   * @throws UnsendableException if nothing is asked, or a user sent something that this provider does
   *     not take
   */
  List<Map<String, @Nullable Object>> messages() {
    turns.clear();
    for (PromptTurn turn : spoken) {
      for (Part part : turn.parts()) {
        if (part instanceof Part.ToolResult result) {
          answeredCalls.add(result.callId());
        }
      }
    }
    for (int i = 0; i < spoken.size(); i++) {
      add(spoken.get(i), isToBeContinued(spoken.subList(i + 1, spoken.size())));
    }
    if (turns.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    stripTheEnd();
    return turns.stream().map(Turn::json).toList();
  }
}
