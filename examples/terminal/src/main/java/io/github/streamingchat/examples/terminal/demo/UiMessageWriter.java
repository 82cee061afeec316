package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as chunks of a UI message stream, in one step. */
final class UiMessageWriter extends BlockWriter {
  private final SseWriter out;
  private final Reply reply;

  UiMessageWriter(SseWriter out, Reply reply) {
    this.out = out;
    this.reply = reply;
  }

  @Override
  public void begin() throws IOException {
    chunk(
        "start",
        "messageId",
        reply.id("msg-"),
        "messageMetadata",
        Json.object("model", reply.model()));
    chunk("start-step");
  }

  @Override
  void beginBlock(Kind kind) throws IOException {
    chunk(word(kind) + "-start", "id", id());
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private String id() {
    return "part-" + index();
  }

  @Override
  void piece(Kind kind, String piece) throws IOException {
    chunk(word(kind) + "-delta", "id", id(), "delta", piece);
  }

  @Override
  void endBlock(Kind kind, String whole) throws IOException {
    chunk(word(kind) + "-end", "id", id());
  }

  @Override
  void beginCall(ToolCall call) throws IOException {
    chunk("tool-input-start", "toolCallId", reply.callId(), "toolName", call.name());
  }

  @Override
  public void arguments(ToolCall call, String piece) throws IOException {
    chunk("tool-input-delta", "toolCallId", reply.callId(), "inputTextDelta", piece);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    chunk(
        "tool-input-available",
        "toolCallId",
        reply.callId(),
        "toolName",
        call.name(),
        "input",
        Json.value(call.arguments()));
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    chunk("error", "errorText", words);
  }

  /** The format has no chunk for the usage, so it goes into the metadata, as applications do it. */
  @Override
  void finish() throws IOException {
    Usage usage = reply.usage();
    chunk("finish-step");
    chunk(
        "finish",
        "finishReason",
        reply.finish("stop", "tool-calls"),
        "messageMetadata",
        Json.object(
            "usage",
            Json.object(
                "inputTokens", usage.input(),
                "outputTokens", usage.output(),
                "totalTokens", usage.total(),
                "reasoningTokens", usage.reasoning())));
    out.data("[DONE]");
  }

  private void chunk(String type, Object... members) throws IOException {
    Map<String, @Nullable Object> chunk = Json.object("type", type);
    chunk.putAll(Json.object(members));
    out.data(Json.text(chunk));
  }
}
