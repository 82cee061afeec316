package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one message and their results. The id of a call is one call within a step; in a
 * later step it may name another, and results go to the latest.
 *
 * <p>The input that comes whole is what counts, whatever the pieces before it were: the pieces need not
 * be all of it.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesTools {
  private static final String DENIED = "The tool call was denied.";

  private static final class Call {
    final String key;
    final String id;
    final int step;
    String name = "";
    boolean providerRun;
    Part.@Nullable Seal seal;
    boolean complete;
    boolean answered;

    Call(String key, String id, int step) {
      this.key = key;
      this.id = id;
      this.step = step;
    }

    Part.ToolCall with(String json) {
      return new Part.ToolCall(id, name, ChatText.of(json), complete, providerRun, seal);
    }
  }

  private final JsonFrames frames;
  private final DecodedMessage message;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private int begun;
  private int step;

  UiMessagesTools(JsonFrames frames, DecodedMessage message) {
    this.frames = frames;
    this.message = message;
  }

  void beginStep() {
    step++;
  }

  /** The calls of this step are taken back. */
  void resetStep() {
    calls.values().removeIf(call -> call.step == step);
  }

  /** The input begins to come in pieces. */
  void inputStart(UiMessagesChunk chunk) {
    Call call = called(chunk);
    if (!call.complete) {
      message.put(call.key, call.with(""));
    }
  }

  void inputDelta(UiMessagesChunk chunk) {
    Call call = calls.get(idOf(chunk));
    if (call == null || call.step != step) {
      reportUnknown(chunk);
      inputStart(chunk);
      call = Objects.requireNonNull(calls.get(idOf(chunk)));
    }
    if (call.complete) {
      frames.problem("late_arguments", "a piece of a tool's input came after the whole of it");
    } else if (chunk.delta != null && !chunk.delta.isEmpty() && frames.isOpen()) {
      message.sink().arguments(call.key, chunk.delta);
    }
  }

  void inputAvailable(UiMessagesChunk chunk) {
    Object input = chunk.value("input");
    complete(called(chunk), input == null ? "" : JsonValueWriter.json(input));
  }

  /** The model's input is none that the tool takes; it may be text that is no JSON at all. */
  void inputError(UiMessagesChunk chunk) {
    Object input = chunk.value("input");
    Call call = called(chunk);
    String json =
        input instanceof String text ? text : input == null ? "" : JsonValueWriter.json(input);
    complete(call, json);
    result(call, errorText(chunk), true);
  }

  private void complete(Call call, String json) {
    call.complete = true;
    message.put(call.key, call.with(json.isBlank() ? "{}" : json));
  }

  /** What a tool answered; a preliminary answer gives way to the next one. */
  void output(UiMessagesChunk chunk) {
    result(answered(chunk), chunk.value("output"), false);
  }

  void outputError(UiMessagesChunk chunk) {
    result(answered(chunk), errorText(chunk), true);
  }

  void outputDenied(UiMessagesChunk chunk) {
    result(answered(chunk), DENIED, true);
  }

  private void result(Call call, @Nullable Object result, boolean error) {
    call.answered = true;
    message.put(call.key, new Part.ToolResult(call.id, result, error));
  }

  private static String errorText(UiMessagesChunk chunk) {
    String text = chunk.text("errorText");
    return text == null || text.isBlank() ? "The tool failed." : text;
  }

  /** The call that is answered; a result without a call is kept all the same. */
  private Call answered(UiMessagesChunk chunk) {
    Call call = calls.get(idOf(chunk));
    if (call == null) {
      reportUnknown(chunk);
      call = begin(chunk);
      call.complete = true;
    }
    return call;
  }

  private void reportUnknown(UiMessagesChunk chunk) {
    frames.problem(
        "unknown_part", "a %s came for a tool call that never began".formatted(chunk.type));
  }

  /** The call of this step that the chunk names, with what the chunk tells of it. */
  private Call called(UiMessagesChunk chunk) {
    Call known = calls.get(idOf(chunk));
    Call call = known == null || known.step != step ? begin(chunk) : known;
    String name = chunk.text("toolName");
    call.name = name == null ? call.name : name;
    call.providerRun |= chunk.truth("providerExecuted");
    Part.Seal told = UiMessagesSeal.of(wantedBack(chunk));
    call.seal = told == null ? call.seal : told;
    return call;
  }

  private Call begin(UiMessagesChunk chunk) {
    String key = Integer.toString(begun++);
    String id = idOf(chunk);
    Call call = new Call(key, id.isEmpty() ? "call-" + key : id, step);
    calls.put(id, call);
    return call;
  }

  private static String idOf(UiMessagesChunk chunk) {
    return chunk.toolCallId == null ? "" : chunk.toolCallId;
  }

  private static Map<String, @Nullable Object> wantedBack(UiMessagesChunk chunk) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("dynamic", chunk.truth("dynamic"));
    members.put("title", chunk.text("title"));
    members.put("toolMetadata", chunk.value("toolMetadata"));
    members.put("callProviderMetadata", chunk.value("providerMetadata"));
    return members;
  }

  /** Whether there is a call that the application is to answer. */
  boolean awaitsResult() {
    return calls.values().stream().anyMatch(call -> !call.answered && !call.providerRun);
  }

  /** The answer is whole, and so are the inputs that are still open. */
  void close() {
    for (Call call : calls.values()) {
      if (!call.complete && frames.isOpen()) {
        call.complete = true;
        message.sink().completeArguments(call.key);
      }
    }
  }
}
