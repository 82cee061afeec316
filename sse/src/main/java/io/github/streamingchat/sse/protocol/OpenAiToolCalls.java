package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which tool call a piece belongs to. OpenAI gives every piece the index of its call, and the
 * first one an id; compatible servers leave out either, or give every call the same index. So a known
 * id tells the call, a new id begins one, and only without an id the index tells, or else the call that
 * came last. A call keeps its name: another one begins a call too.
 *
 * <p>The name may come behind the arguments, which then wait for it: nobody can be told of a call of
 * nothing. What waits is bounded.
 */
final class OpenAiToolCalls {
  private static final String GEMINI = "gemini";
  private static final int MOST_WAITING = 1 << 20;
  /** What a call without a name counts for, even if it has no arguments. */
  private static final int COST_OF_WAITING = 1024;

  private static final class Call {
    final int number;
    final StringBuilder waiting = new StringBuilder(0);

    @Nullable
    String id;

    @Nullable
    String name;

    Part.@Nullable Seal seal;

    /** The arguments as they were told last as a whole, which is no end yet. */
    @Nullable
    String whole;

    boolean hasPieces;

    Call(int number) {
      this.number = number;
    }

    String part() {
      return "call-" + number;
    }

    /** The id to answer with; servers that give none match by nothing else either. */
    String callId() {
      return id == null ? part() : id;
    }
  }

  private final JsonFrames frames;
  private final DecodedMessage message;
  private final List<Call> calls = new ArrayList<>(0);
  private final Map<String, Call> byId = new HashMap<>(0);
  private final Map<Long, Call> byIndex = new HashMap<>(0);
  private @Nullable Call latest;
  private int waiting;
  private boolean hasLost;

  OpenAiToolCalls(JsonFrames frames, DecodedMessage message) {
    this.frames = frames;
    this.message = message;
  }

  void piece(OpenAiDelta.ToolCall piece) {
    Call call = callOf(piece);
    if (call == null) {
      call = begin(piece.index);
    }
    if (call != null) {
      latest = call;
      learn(call, piece);
      arguments(call, piece.arguments);
    }
  }

  private @Nullable Call callOf(OpenAiDelta.ToolCall piece) {
    Call byName = piece.index == null ? latest : byIndex.get(piece.index);
    if (piece.id == null) {
      boolean isAnother = byName != null
          && byName.name != null
          && piece.name != null
          && !piece.name.equals(byName.name);
      return isAnother ? null : byName;
    }
    Call known = byId.get(piece.id);
    // An id that comes late, without the name that every new call brings, is that of its call.
    boolean isLate = known == null && byName != null && byName.id == null && piece.name == null;
    return isLate ? byName : known;
  }

  private @Nullable Call begin(@Nullable Long index) {
    if (!mayWait(COST_OF_WAITING)) {
      return null;
    }
    Call call = new Call(calls.size());
    calls.add(call);
    if (index != null) {
      byIndex.put(index, call);
    }
    return call;
  }

  /** Keeps what is new of a call, and tells it once the call has a name. */
  private void learn(Call call, OpenAiDelta.ToolCall told) {
    boolean isNew = false;
    if (call.id == null && told.id != null) {
      call.id = told.id;
      byId.put(told.id, call);
      isNew = true;
    }
    if (call.name == null && told.name != null) {
      call.name = told.name;
      waiting -= COST_OF_WAITING;
      isNew = true;
    }
    if (told.thoughtSignature != null) {
      call.seal = new Part.Seal(GEMINI, told.thoughtSignature, null);
      isNew = true;
    }
    if (isNew && call.name != null) {
      message.toolCall(call.part(), call.callId(), call.name, false, call.seal);
      message.arguments(call.part(), call.waiting.toString());
      waiting -= call.waiting.length();
      call.waiting.setLength(0);
    }
  }

  private void arguments(Call call, @Nullable String piece) {
    call.hasPieces |= piece != null && !piece.isEmpty();
    if (call.name != null) {
      message.arguments(call.part(), piece);
    } else if (piece != null && mayWait(piece.length())) {
      call.waiting.append(piece);
    }
  }

  private boolean mayWait(int more) {
    if (more > MOST_WAITING - waiting) {
      lost();
      return false;
    }
    waiting += more;
    return true;
  }

  /**
   * Takes calls that are told as a whole, in their order. Some servers tell with every chunk the whole so
   * far, so that only the last counts.
   */
  void whole(List<OpenAiDelta.ToolCall> whole) {
    for (int i = 0; i < whole.size(); i++) {
      OpenAiDelta.ToolCall told = whole.get(i);
      Call call = known(told, i);
      if (call == null) {
        call = begin(null);
      }
      if (call != null) {
        latest = call;
        learn(call, told);
        call.whole = told.arguments == null ? call.whole : told.arguments;
      }
    }
  }

  private @Nullable Call known(OpenAiDelta.ToolCall told, int position) {
    if (told.id != null && byId.containsKey(told.id)) {
      return byId.get(told.id);
    }
    Call there = position < calls.size() ? calls.get(position) : null;
    return there != null && (told.id == null || there.id == null) ? there : null;
  }

  /** The answer has ended: no name will come any more, and no other whole. */
  void close() {
    for (Call call : calls) {
      boolean isCutOff = message.isCutOff() && call.number == calls.size() - 1;
      if (!isCutOff && call.whole != null) {
        message.completeArguments(call.part(), call.whole);
      } else if (!call.hasPieces && call.name != null) {
        message.arguments(call.part(), call.whole);
      }
    }
    if (calls.stream().anyMatch(call -> call.name == null)) {
      lost();
    }
  }

  private void lost() {
    if (!hasLost) {
      hasLost = true;
      frames.problem(
          "tool_call_without_name", "a tool call has no name, and its arguments were passed over");
    }
  }
}
