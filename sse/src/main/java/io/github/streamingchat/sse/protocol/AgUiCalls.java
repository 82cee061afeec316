package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a run. A call that has ended may have been acted on: what comes for it later is
 * passed over, and not added as it is to a text.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiCalls {
  private final JsonFrames frames;
  private final AgUiMessages messages;
  private final AgUiOpen open = new AgUiOpen();
  private final Map<String, Call> calls = new HashMap<>();

  /** More characters of seals are not kept for calls that have not begun. */
  private static final int MOST_EARLY = 1 << 20;

  /** What was told of calls that have not begun. */
  private final Map<String, String> earlySeals = new LatestIds<>();

  private int earlyCharacters;

  private record Call(AgUiMessage message, String name) {}

  AgUiCalls(JsonFrames frames, AgUiMessages messages) {
    this.frames = frames;
    this.messages = messages;
  }

  void start(AgUiEvent event) {
    String id = event.toolCallId();
    closeChunked(id);
    if (id != null && open.of(id) == AgUiOpen.State.STARTED) {
      frames.problem("started_twice", "a tool call began that had begun already; it went on");
    } else if (id != null && open.of(id) == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    } else if (id != null && (open.isOpen(id) || begin(id, event))) {
      open.start(id);
    } else if (id == null) {
      reportNoId();
    }
  }

  private void reportAfterEnd() {
    frames.problem(
        "call_after_end", "more came of a tool call that had ended, and was passed over");
  }

  private void reportNoId() {
    frames.problem("call_without_id", "a tool call without an id was passed over");
  }

  private boolean begin(String id, AgUiEvent event) {
    String name = event.text("toolCallName");
    if (name == null || name.isBlank()) {
      frames.problem("call_without_name", "a tool call that names no tool was passed over");
      return false;
    }
    AgUiMessage message = messages.ofCall(id, event.id("parentMessageId"));
    String encrypted = earlySeals.remove(id);
    message.callBegan(id);
    calls.put(id, new Call(message, name));
    message.told().toolCall(id, id, name, false, encrypted == null ? null : sealOf(encrypted));
    return true;
  }

  void arguments(AgUiEvent event) {
    String id = id(event);
    closeChunked(id);
    if (id != null && open.isOpen(id)) {
      append(id, event.delta());
    } else if (id != null && open.knows(id)) {
      reportAfterEnd();
    } else {
      frames.problem(
          "arguments_without_start",
          "arguments came for a tool call that had not begun, and were passed over");
    }
  }

  private void append(String id, @Nullable String piece) {
    Call call = calls.get(id);
    if (call != null) {
      call.message.told().arguments(id, piece);
    }
  }

  /** The event's own, or that of the call that is open. */
  private @Nullable String id(AgUiEvent event) {
    return event.toolCallId() == null ? open.latest() : event.toolCallId();
  }

  void chunk(AgUiEvent event) {
    String id = id(event);
    closeChunked(id);
    if (id == null) {
      reportNoId();
    } else if (open.of(id) == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    } else if (open.isOpen(id) || begin(id, event)) {
      open.chunk(id);
      append(id, event.delta());
    }
  }

  void end(AgUiEvent event) {
    String id = id(event);
    if (id != null && open.isOpen(id)) {
      complete(id);
    } else {
      frames.problem("end_without_start", "a tool call ended that was not open");
    }
  }

  private void complete(String id) {
    open.end(id);
    Call call = calls.get(id);
    if (call != null) {
      call.message.told().completeArguments(id, null);
    }
  }

  /** An event of another kind, or of another call, closes what chunks opened. */
  void closeChunked(@Nullable String unless) {
    String paused = open.pauseChunked(unless);
    if (paused != null) {
      complete(paused);
    }
  }

  /** The agent ran the tool itself. A result of a call before this run stands where the run is. */
  void result(AgUiEvent event) {
    String id = event.toolCallId();
    closeChunked(null);
    if (id == null) {
      frames.problem("result_without_call", "a tool's result that names no call was passed over");
      return;
    }
    if (open.isOpen(id)) {
      frames.problem(
          "result_before_end", "a tool call had a result before it ended; it was closed");
      complete(id);
    }
    messages.noteOther(event.messageId());
    Call call = calls.get(id);
    AgUiMessage message = call == null ? messages.current() : call.message;
    message.answer(new Part.ToolResult(id, event.value("content"), false));
  }

  void seal(String id, String encrypted) {
    Call call = calls.get(id);
    if (call == null) {
      sealEarly(id, encrypted);
      return;
    }
    DecodedMessage message = call.message.told();
    message.toolCall(id, id, call.name, false, sealOf(encrypted));
    if (!open.isOpen(id)) { // told anew it is open, with the arguments that it has
      message.completeArguments(id, null);
    }
  }

  private void sealEarly(String id, String encrypted) {
    if (encrypted.length() > MOST_EARLY - earlyCharacters) {
      frames.problem(
          "seals_dropped", "more was told of tool calls that had not begun than is kept for them");
      return;
    }
    earlyCharacters += encrypted.length();
    earlySeals.put(id, encrypted);
  }

  private static Part.Seal sealOf(String encrypted) {
    return new Part.Seal(AgUi.ISSUER, null, encrypted);
  }

  /** The run is over. */
  void close() {
    closeChunked(null);
    if (!open.unended().isEmpty()) {
      frames.problem(
          "open_at_end", "the run finished while a tool call was open, which was closed");
      open.unended().forEach(this::complete);
    }
  }
}
