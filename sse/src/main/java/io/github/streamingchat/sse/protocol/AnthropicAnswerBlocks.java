package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.PulledMembers;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What the assistant said, as content blocks. What came from this provider goes back as it came; of
 * other providers' answers what this one has no block for is left out.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AnthropicAnswerBlocks {
  /** A source that the provider wants back with the text that it belongs to. */
  private static final String WEB_CITATION = "web_search_result_location";

  private static final Set<String> MEMBERS_OF_A_WEB_CITATION =
      Set.of("type", "url", "title", "cited_text", "encrypted_index");

  private final List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
  private final Set<String> providersCalls;

  /**
   * Makes the blocks.
   *
   * @param providersCalls the ids of the calls that the provider runs, as far as they were told;
   *     gets those of this turn
   * @param isTaken which of them the provider takes
   */
  AnthropicAnswerBlocks(PromptTurn turn, Set<String> providersCalls, Predicate<String> isTaken) {
    this.providersCalls = providersCalls;
    turn.parts().forEach(part -> add(part, isTaken));
  }

  List<Map<String, @Nullable Object>> blocks() {
    return blocks;
  }

  private void add(Part part, Predicate<String> isTaken) {
    if (part instanceof Part.Text text) {
      addText(blocks, text.content().toString());
    } else if (part instanceof Part.Refusal refusal) {
      addText(blocks, refusal.content().toString());
    } else if (part instanceof Part.Reasoning reasoning) {
      addThinking(reasoning);
    } else if (part instanceof Part.ToolCall call) {
      if (!call.providerRun() || isTaken.test(call.callId())) {
        addCall(call);
      }
    } else if (part instanceof Part.ToolResult result) {
      addResult(result);
    } else if (part instanceof Part.Source source) {
      cite(source);
    } else if (part instanceof Part.Raw raw && block(raw) != null) {
      blocks.add(block(raw));
    }
  }

  /**
   * Adds a text. The provider refuses blocks of nothing but white space, which its own model
   * writes.
   */
  static void addText(List<Map<String, @Nullable Object>> blocks, String text) {
    if (!text.isBlank()) {
      blocks.add(AnthropicPrompt.text(text));
      return;
    }
    Map<String, @Nullable Object> last =
        blocks.isEmpty() ? Map.of() : blocks.get(blocks.size() - 1);
    if ("text".equals(last.get("type")) && last.get("text") instanceof String before) {
      last.put("text", before + text);
    }
  }

  private void addThinking(Part.Reasoning reasoning) {
    Part.Seal seal = AnthropicSeals.own(reasoning.seal());
    if (seal == null) {
      return; // the provider takes only what it has signed
    }
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    if (seal.signature() != null) {
      block.put("type", "thinking");
      block.put("thinking", reasoning.content().toString());
      block.put("signature", seal.signature());
      blocks.add(block);
    } else if (seal.encrypted() != null) {
      block.put("type", "redacted_thinking");
      block.put("data", seal.encrypted());
      blocks.add(block);
    }
  }

  private void addCall(Part.ToolCall call) {
    Map<String, @Nullable Object> block = AnthropicSeals.blockOf(call);
    if (block == null) {
      return;
    }
    if (call.providerRun()) {
      providersCalls.add(call.callId());
    }
    block.put("id", AnthropicPrompt.callId(call.callId()));
    block.put("name", call.name());
    block.put("input", input(call.content().toString()));
    blocks.add(block);
  }

  private static Map<String, @Nullable Object> input(String arguments) {
    try (JsonParser json = Json.parser(arguments)) {
      return new PulledMembers(json).whole();
    } catch (JacksonException | UnexpectedJsonException notAnObject) {
      return Map.of();
    }
  }

  /** What a tool of this provider gave is its whole block. */
  private void addResult(Part.ToolResult result) {
    if (providersCalls.contains(result.callId())
        && result.result() instanceof Map<?, ?> block
        && AnthropicSeals.isResult(block.get("type"))
        && result.callId().equals(block.get("tool_use_id"))) {
      blocks.add(copy(block));
    }
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> block) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    block.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  private void cite(Part.Source source) {
    Map<String, @Nullable Object> last =
        blocks.isEmpty() ? Map.of() : blocks.get(blocks.size() - 1);
    if (!WEB_CITATION.equals(source.details().get("type"))
        || !(source.details().get("encrypted_index") instanceof String)
        || !"text".equals(last.get("type"))) {
      return;
    }
    Map<String, @Nullable Object> citation = new LinkedHashMap<>(source.details());
    citation.keySet().retainAll(MEMBERS_OF_A_WEB_CITATION);
    List<@Nullable Object> citations = new ArrayList<>();
    if (last.get("citations") instanceof List<?> before) {
      citations.addAll(before);
    }
    citations.add(citation);
    last.put("citations", citations);
  }

  /** A content block of this provider that is kept as it came, or null if it is another's. */
  static @Nullable Map<String, @Nullable Object> block(Part.Raw raw) {
    return raw.type().startsWith(AnthropicSeals.BLOCK) && raw.value() instanceof Map<?, ?> block
        ? copy(block)
        : null;
  }
}
