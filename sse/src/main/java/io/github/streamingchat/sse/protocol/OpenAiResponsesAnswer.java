package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.OpenAiResponsesPrompt.copy;
import static io.github.streamingchat.sse.protocol.OpenAiResponsesPrompt.item;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonObjectText;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the assistant said, as input items. What came from this format goes back as it came; of other
 * providers' answers what it has no item for is left out.
 *
 * <p>The provider refuses reasoning without the item that it led to. So it waits for that item, and is
 * left out with it.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenAiResponsesAnswer {
  private static final String ASSISTANT = "assistant";

  private final List<Map<String, @Nullable Object>> items = new ArrayList<>();
  private final Set<String> customCalls;

  /** What the tools that the provider runs gave, by the id of the call. */
  private final Map<String, Map<?, ?>> results = new HashMap<>();

  /** The message that is being put together, as long as only its contents follow each other. */
  private @Nullable List<Map<String, @Nullable Object>> content;

  /** The reasoning that waits for the item that it led to. */
  private final List<Thought> thoughts = new ArrayList<>();

  /** One item of reasoning, which several parts may tell. */
  private static final class Thought {
    final String id;
    final List<Object> summary = new ArrayList<>();

    @Nullable
    String encrypted;

    Thought(String id) {
      this.id = id;
    }
  }

  /**
   * Makes the items.
   *
   * @param customCalls gets the ids of the calls whose results are those of custom tools
   */
  OpenAiResponsesAnswer(PromptTurn turn, Set<String> customCalls) {
    this.customCalls = customCalls;
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result && result.result() instanceof Map<?, ?> item) {
        results.put(result.callId(), item);
      }
    }
    turn.parts().forEach(this::add);
  }

  List<Map<String, @Nullable Object>> items() {
    return items;
  }

  private void add(Part part) {
    if (part instanceof Part.Text text) {
      addContent("output_text", "text", text.content().toString());
    } else if (part instanceof Part.Refusal refusal) {
      addContent("refusal", "refusal", refusal.content().toString());
    } else if (part instanceof Part.Reasoning reasoning) {
      addReasoning(reasoning);
    } else if (part instanceof Part.ToolCall call) {
      if (call.providerRun()) {
        addProvidersCall(call);
      } else {
        addItem(call(call));
      }
    } else if (part instanceof Part.Raw raw) {
      Map<String, @Nullable Object> own = OpenAiResponsesPrompt.own(raw);
      if (own != null) {
        addItem(own);
      }
    }
  }

  private void addContent(String type, String member, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (content == null || !thoughts.isEmpty()) {
      List<Map<String, @Nullable Object>> begun = new ArrayList<>();
      addItem(OpenAiResponsesPrompt.message(ASSISTANT, begun));
      content = begun;
    }
    content.add(item(type, member, text));
  }

  private void addItem(Map<String, @Nullable Object> item) {
    for (Thought thought : thoughts) {
      if (thought.encrypted != null) {
        items.add(reasoning(thought, thought.encrypted));
      }
    }
    thoughts.clear();
    content = null;
    items.add(item);
  }

  private static Map<String, @Nullable Object> reasoning(Thought thought, String encrypted) {
    Map<String, @Nullable Object> item = item(OpenAiResponsesFormat.REASONING, "id", thought.id);
    item.put("summary", thought.summary);
    item.put("encrypted_content", encrypted);
    return item;
  }

  /** Without its encrypted form, which one of its parts has, reasoning is refused. */
  private void addReasoning(Part.Reasoning reasoning) {
    Part.Seal seal = OpenAiResponsesFormat.own(reasoning.seal());
    if (seal == null || seal.signature() == null) {
      return;
    }
    Thought thought = thought(seal.signature());
    String text = reasoning.content().toString();
    if (!text.isEmpty()) {
      thought.summary.add(item("summary_text", "text", text));
    }
    if (seal.encrypted() != null) {
      thought.encrypted = seal.encrypted();
    }
  }

  private Thought thought(String id) {
    Thought last = thoughts.isEmpty() ? null : thoughts.get(thoughts.size() - 1);
    if (last != null && last.id.equals(id)) {
      return last;
    }
    Thought begun = new Thought(id);
    thoughts.add(begun);
    return begun;
  }

  private Map<String, @Nullable Object> call(Part.ToolCall call) {
    Part.Seal seal = OpenAiResponsesFormat.own(call.seal());
    boolean isCustom = seal != null && OpenAiResponsesFormat.CUSTOM_CALL.equals(seal.signature());
    Map<String, @Nullable Object> item = item(
        isCustom ? OpenAiResponsesFormat.CUSTOM_CALL : OpenAiResponsesFormat.FUNCTION_CALL,
        "call_id",
        call.callId());
    item.put("name", call.name());
    String arguments = call.content().toString();
    if (isCustom) {
      customCalls.add(call.callId());
      item.put(OpenAiResponsesFormat.INPUT, input(arguments));
    } else {
      item.put("arguments", arguments);
    }
    return item;
  }

  private static String input(String arguments) {
    try {
      return Objects.toString(
          JsonObjectText.whole(arguments).get(OpenAiResponsesFormat.INPUT), arguments);
    } catch (JacksonException | UnexpectedJsonException notAnObject) {
      return arguments;
    }
  }

  /** A call that the provider ran is its item, which is the result. */
  private void addProvidersCall(Part.ToolCall call) {
    Map<?, ?> item = results.getOrDefault(call.callId(), Map.of());
    Part.Seal seal = OpenAiResponsesFormat.own(call.seal());
    // The item of a picture is refused without the picture, which is not kept in it.
    boolean isOwn = seal != null
        && OpenAiResponsesFormat.type(item).equals(seal.signature())
        && !OpenAiResponsesFormat.IMAGE_CALL.equals(seal.signature());
    if (isOwn) {
      addItem(copy(item));
    } else {
      thoughts.clear();
    }
  }
}
