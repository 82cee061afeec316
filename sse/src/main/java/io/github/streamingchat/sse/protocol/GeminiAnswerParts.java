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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * A turn of the model as Gemini takes it back: what it said itself with its signatures, in their order,
 * and of other providers' answers the text, the files and the tool calls.
 *
 * <p>Not safe for use by several threads at once.
 */
final class GeminiAnswerParts {
  /** The ids that decoders give to calls without one, also when the history made them unique. */
  private static final Pattern MINTED = Pattern.compile("call(-\\d+)?(_\\d+)*");

  private static final String CALL = "functionCall";
  private static final String SIGNATURE = "thoughtSignature";

  /**
   * What a call has for its signature that another model made (ai.google.dev, "Thought signatures",
   * questions and answers).
   */
  private static final String NOT_MADE_BY_GEMINI = "skip_thought_signature_validator";

  private final List<Map<String, Object>> parts = new ArrayList<>();
  private final Set<String> codeRuns;

  /**
   * Makes the parts.
   *
   * @param codeRuns the ids of the code that Gemini ran, as far as it was told; gets those of this
   *     turn
   */
  GeminiAnswerParts(PromptTurn turn, Set<String> codeRuns) {
    this.codeRuns = codeRuns;
    turn.parts().forEach(this::add);
    signForeignCalls();
  }

  /**
   * Gemini 3 refuses a turn whose first function call has no signature. What Gemini signed goes back as
   * it came, and the others say that they have none.
   */
  private void signForeignCalls() {
    if (parts.stream().noneMatch(part -> part.containsKey(SIGNATURE))) {
      parts.stream()
          .filter(part -> part.containsKey(CALL))
          .findFirst()
          .ifPresent(call -> call.put(SIGNATURE, NOT_MADE_BY_GEMINI));
    }
  }

  List<Map<String, Object>> parts() {
    return parts;
  }

  private void add(Part part) {
    if (part instanceof Part.Text text) {
      say(text.content().toString(), false, signatureOf(text.seal()));
    } else if (part instanceof Part.Refusal refusal) {
      say(refusal.content().toString(), false, null);
    } else if (part instanceof Part.Reasoning reasoning) {
      // Thoughts without a signature are summaries for people; Gemini makes no use of them.
      String signature = signatureOf(reasoning.seal());
      if (signature != null) {
        say(reasoning.content().toString(), true, signature);
      }
    } else if (part instanceof Part.ToolCall call) {
      call(call);
    } else if (part instanceof Part.ToolResult result) {
      codeResult(result);
    } else if (part instanceof Part.File file) {
      Map<String, Object> json = GeminiPrompt.file(file);
      if (json != null) {
        parts.add(new LinkedHashMap<>(json));
      }
    } else if (part instanceof Part.Raw raw) {
      raw(raw);
    }
  }

  private void say(String text, boolean thought, @Nullable String signature) {
    if (text.isEmpty() && signature == null) {
      return;
    }
    Map<String, Object> said = begin("text", text, signature);
    if (thought) {
      said.put("thought", true);
    }
  }

  private Map<String, Object> begin(String kind, Object content, @Nullable String signature) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put(kind, content);
    if (signature != null) {
      part.put(SIGNATURE, signature);
    }
    parts.add(part);
    return part;
  }

  private void call(Part.ToolCall call) {
    String signature = signatureOf(call.seal());
    if (!call.providerRun()) {
      Map<String, Object> json = new LinkedHashMap<>();
      putId(json, call.callId());
      json.put("name", call.name());
      json.put("args", argumentsOf(call));
      begin(CALL, json, signature);
    } else if (isOurs(call.seal()) && call.name().equals(GeminiCodeRuns.TOOL)) {
      codeRuns.add(call.callId());
      begin("executableCode", argumentsOf(call), signature);
    }
  }

  /** Adds the id of a call, unless it says nothing to the provider. */
  static void putId(Map<String, Object> json, String callId) {
    if (!MINTED.matcher(callId).matches()) {
      json.put("id", callId);
    }
  }

  private void codeResult(Part.ToolResult result) {
    if (codeRuns.contains(result.callId()) && result.result() instanceof Map<?, ?> members) {
      begin("codeExecutionResult", members, null);
    }
  }

  private void raw(Part.Raw raw) {
    if (raw.type().equals(GeminiCandidate.RAW_PART) && raw.value() instanceof Map<?, ?> members) {
      Map<String, Object> part = new LinkedHashMap<>();
      members.forEach((name, value) -> {
        if (value != null) {
          part.put(String.valueOf(name), value);
        }
      });
      parts.add(part);
    } else if (raw.type().equals(GeminiCandidate.RAW_SIGNATURE)
        && raw.value() instanceof String signature
        && !parts.isEmpty()) {
      parts.get(parts.size() - 1).put(SIGNATURE, signature);
    }
  }

  private static boolean isOurs(Part.@Nullable Seal seal) {
    return seal != null && seal.issuer().equals(GeminiDecoder.ISSUER);
  }

  private static @Nullable String signatureOf(Part.@Nullable Seal seal) {
    return seal != null && isOurs(seal) ? seal.signature() : null;
  }

  private static Map<String, @Nullable Object> argumentsOf(Part.ToolCall call) {
    try (JsonParser json = Json.parser(call.content().toString())) {
      return new PulledMembers(json).whole();
    } catch (JacksonException | UnexpectedJsonException none) { // the history lets none through
      return Map.of();
    }
  }
}
