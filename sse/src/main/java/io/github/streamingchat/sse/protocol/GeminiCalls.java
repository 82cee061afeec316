package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The function calls of one candidate. Gemini tells a call in one part, often without an id; Vertex AI
 * may be asked to tell its arguments in pieces ({@code streamFunctionCallArguments}): the first part
 * has the name, those that follow belong to the call of their id or else to the latest, and the one that
 * does not say {@code willContinue} is the last.
 */
final class GeminiCalls {
  private final JsonFrames frames;
  private final DecodedMessage message;
  private final Set<String> ids = new HashSet<>();

  /** The calls that go on, by their ids. */
  private final Map<String, Growing> growing = new LinkedHashMap<>();

  private @Nullable Growing latest;
  private int count;
  private int minted;

  private static final class Growing {
    final String part;
    final String id;
    final String name;
    final GeminiArguments arguments = new GeminiArguments();

    Part.@Nullable Seal seal;

    Growing(String part, String id, String name) {
      this.part = part;
      this.id = id;
      this.name = name;
    }
  }

  GeminiCalls(JsonFrames frames, DecodedMessage message) {
    this.frames = frames;
    this.message = message;
  }

  void take(GeminiPart.Call call, @Nullable String signature) {
    Growing known = known(call);
    String name = named(call.name);
    if (known == null && name == null) {
      frames.problem("tool_call_without_name", "a function call has no name, and was passed over");
    } else if (known != null) {
      grow(known, call, signature);
    } else if (name != null && (call.willContinue || !call.partialArgs.isEmpty())) {
      grow(begin(call.id, name), call, signature);
    } else if (name != null) {
      message.wholeToolCall(
          "call-" + count++, idOf(call.id), name, call.args, false, sealOf(signature));
    }
  }

  /** The call that a part goes on with: one with another name, or with arguments at once, is new. */
  private @Nullable Growing known(GeminiPart.Call call) {
    Growing byId = named(call.id) == null ? latest : growing.getOrDefault(call.id, latest);
    boolean isAnother = byId != null
        && (call.args != null
            || (call.name != null && !call.name.equals(byId.name))
            || (call.name != null && call.id != null && !call.id.equals(byId.id)));
    return isAnother ? null : byId;
  }

  private Growing begin(@Nullable String id, String name) {
    Growing begun = new Growing("call-" + count++, idOf(id), name);
    growing.put(begun.id, begun);
    latest = begun;
    return begun;
  }

  private void grow(Growing call, GeminiPart.Call piece, @Nullable String signature) {
    call.seal = signature == null ? call.seal : sealOf(signature);
    message.toolCall(call.part, call.id, call.name, false, call.seal);
    for (GeminiPart.PartialArg arg : piece.partialArgs) {
      String json = call.arguments.add(arg);
      if (json == null) {
        frames.problem(
            "unreadable_argument",
            "a piece of a function call's arguments has no place in them, and was passed over");
      } else {
        message.arguments(call.part, json);
      }
    }
    if (!piece.willContinue) {
      complete(call);
    }
  }

  private void complete(Growing call) {
    growing.remove(call.id);
    latest = call == latest ? null : latest;
    if (call.arguments.isTextInOrder()) {
      message.arguments(call.part, call.arguments.rest());
      message.completeArguments(call.part, null);
    } else {
      message.wholeToolCall(
          call.part, call.id, call.name, call.arguments.whole(), false, call.seal);
    }
  }

  /** The answer is whole, and so is what no last part came of. */
  void close() {
    List.copyOf(growing.values()).forEach(this::complete);
  }

  /** The id to answer with, which no other call of the message has. */
  private String idOf(@Nullable String given) {
    String id = named(given);
    if (id != null && ids.add(id)) {
      return id;
    }
    if (id != null) {
      frames.problem("call_id_repeated", "two function calls have the same id; one got another");
    }
    String own;
    do {
      own = "call-" + minted++;
    } while (!ids.add(own));
    return own;
  }

  private static @Nullable String named(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static Part.@Nullable Seal sealOf(@Nullable String signature) {
    return signature == null ? null : new Part.Seal(GeminiDecoder.ISSUER, signature, null);
  }
}
