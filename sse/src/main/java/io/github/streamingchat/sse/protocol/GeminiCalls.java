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
 * has the name, those that follow belong to the call of their id or, if they have none, to the latest,
 * and the one that does not say {@code willContinue} is the last.
 */
final class GeminiCalls {
  private final JsonFrames frames;
  private final DecodedMessage message;
  private final Set<String> ids = new HashSet<>();

  /** The calls that go on, by their keys. */
  private final Map<String, Growing> growing = new LinkedHashMap<>();

  private @Nullable Growing latest;
  private int count;
  private int minted;

  private static final class Growing {
    final String part;

    /** What its pieces call it, which is its id unless another call has that. */
    final String key;

    final String id;
    final String name;
    final GeminiArguments arguments = new GeminiArguments();

    Part.@Nullable Seal seal;

    Growing(String part, String key, String id, String name) {
      this.part = part;
      this.key = key;
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
      frames.problem(
          "tool_call_without_name",
          "a function call has no name and continues none that is known; it was passed over");
    } else if (known != null) {
      grow(known, call, signature);
    } else if (name != null && (call.willContinue || !call.partialArgs.isEmpty())) {
      grow(begin(call.id, name), call, signature);
    } else if (name != null) {
      message.wholeToolCall(
          "call-" + count++, idOf(call.id), name, call.args, false, sealOf(signature));
    }
  }

  /**
   * The call that a part goes on with. A name begins another, unless a peer repeats it with the id;
   * whole arguments beside a name are those of another, too.
   */
  private @Nullable Growing known(GeminiPart.Call call) {
    String id = named(call.id);
    String name = named(call.name);
    if (id == null) {
      return name == null ? latest : null;
    }
    Growing byId = growing.get(id);
    boolean isAnother =
        byId != null && name != null && (call.args != null || !name.equals(byId.name));
    return isAnother ? null : byId;
  }

  private Growing begin(@Nullable String given, String name) {
    Growing before = given == null ? null : growing.get(given);
    if (before != null) {
      complete(before); // no piece can reach it any more
    }
    String id = idOf(given);
    String key = given == null || given.isBlank() ? id : given;
    Growing begun = new Growing("call-" + count++, key, id, name);
    growing.put(key, begun);
    latest = begun;
    return begun;
  }

  private void grow(Growing call, GeminiPart.Call piece, @Nullable String signature) {
    call.seal = signature == null ? call.seal : sealOf(signature);
    message.toolCall(call.part, call.id, call.name, false, call.seal);
    if (piece.args != null) {
      piece.args.forEach((name, value) -> argue(call, call.arguments.addWhole(name, value)));
    }
    piece.partialArgs.forEach(arg -> argue(call, call.arguments.add(arg)));
    if (!piece.willContinue) {
      complete(call);
    }
  }

  private void argue(Growing call, @Nullable String json) {
    if (json == null) {
      frames.problem(
          "unreadable_argument",
          "a piece of a function call's arguments has no place in them, and was passed over");
    } else {
      message.arguments(call.part, json);
    }
  }

  private void complete(Growing call) {
    growing.remove(call.key);
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
