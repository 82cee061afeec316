package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as the events of one AG-UI run. */
final class AgUiWriter extends BlockWriter {
  private final SseWriter out;
  private final Reply reply;

  AgUiWriter(SseWriter out, Reply reply) {
    this.out = out;
    this.reply = reply;
  }

  @Override
  public void begin() throws IOException {
    event("RUN_STARTED", "threadId", asked("threadId"), "runId", asked("runId"));
  }

  /** The run has the names that the client gave it. */
  private String asked(String name) {
    return reply.asked().json().path(name).asString(reply.id(""));
  }

  @Override
  void beginBlock(Kind kind) throws IOException {
    if (kind == Kind.REASONING) {
      event("REASONING_START", "messageId", id(kind));
      event("REASONING_MESSAGE_START", "messageId", id(kind), "role", "reasoning");
    } else {
      event("TEXT_MESSAGE_START", "messageId", id(kind), "role", "assistant");
    }
  }

  private String id(Kind kind) {
    return reply.id(kind == Kind.TEXT ? "msg-" : "reasoning-");
  }

  @Override
  void piece(Kind kind, String piece) throws IOException {
    String event = kind == Kind.TEXT ? "TEXT_MESSAGE_CONTENT" : "REASONING_MESSAGE_CONTENT";
    event(event, "messageId", id(kind), "delta", piece);
  }

  @Override
  void endBlock(Kind kind, String whole) throws IOException {
    if (kind == Kind.REASONING) {
      event("REASONING_MESSAGE_END", "messageId", id(kind));
      event("REASONING_END", "messageId", id(kind));
    } else {
      event(
          "TEXT_MESSAGE_END",
          "messageId",
          id(kind),
          "metadata",
          Json.object("finishReason", reply.finish("stop", "tool-calls")));
    }
  }

  @Override
  void beginCall(ToolCall call) throws IOException {
    event(
        "TOOL_CALL_START",
        "toolCallId",
        reply.callId(),
        "toolCallName",
        call.name(),
        "parentMessageId",
        id(Kind.TEXT));
  }

  @Override
  public void arguments(ToolCall call, String piece) throws IOException {
    event("TOOL_CALL_ARGS", "toolCallId", reply.callId(), "delta", piece);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    event("TOOL_CALL_END", "toolCallId", reply.callId());
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    event("RUN_ERROR", "message", words, "code", "DEMO_ERROR");
  }

  @Override
  void finish() throws IOException {
    Usage usage = reply.usage();
    event(
        "RUN_FINISHED",
        "threadId",
        asked("threadId"),
        "runId",
        asked("runId"),
        "outcome",
        Json.object("type", "success"),
        "usage",
        List.of(Json.object(
            "model", reply.model(),
            "inputTokens", usage.input(),
            "outputTokens", usage.output())));
  }

  private void event(String type, Object... members) throws IOException {
    Map<String, @Nullable Object> event = Json.object("type", type);
    event.putAll(Json.object(members));
    out.data(Json.text(event));
  }
}
