package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as the events of Anthropic Messages. */
final class AnthropicWriter extends BlockWriter {
  private final SseWriter out;
  private final Reply reply;

  AnthropicWriter(SseWriter out, Reply reply) {
    this.out = out;
    this.reply = reply;
  }

  @Override
  public void begin() throws IOException {
    event("message_start", "message", AnthropicFormat.message(reply, List.of(), null, 1));
    heartbeat();
  }

  @Override
  void beginBlock(Kind kind) throws IOException {
    start(
        kind == Kind.TEXT
            ? Json.object("type", "text", "text", "")
            : Json.object("type", "thinking", "thinking", "", "signature", ""));
  }

  private void start(Object block) throws IOException {
    event("content_block_start", "index", index(), "content_block", block);
  }

  @Override
  void piece(Kind kind, String piece) throws IOException {
    if (kind == Kind.TEXT) {
      delta("text_delta", "text", piece);
    } else {
      delta("thinking_delta", "thinking", piece);
    }
  }

  private void delta(String type, String name, String value) throws IOException {
    event("content_block_delta", "index", index(), "delta", Json.object("type", type, name, value));
  }

  @Override
  void endBlock(Kind kind, String whole) throws IOException {
    if (kind == Kind.REASONING) {
      delta("signature_delta", "signature", DemoTexts.SEAL);
    }
    stop();
  }

  private void stop() throws IOException {
    event("content_block_stop", "index", index());
  }

  @Override
  void beginCall(ToolCall call) throws IOException {
    start(AnthropicFormat.call(reply, call.name(), Map.of()));
    arguments(call, ""); // as the real one does
  }

  @Override
  public void arguments(ToolCall call, String piece) throws IOException {
    delta("input_json_delta", "partial_json", piece);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    stop();
  }

  @Override
  public void heartbeat() throws IOException {
    event("ping");
  }

  @Override
  public void error(String words) throws IOException {
    out.event("error", Json.text(AnthropicFormat.error("api_error", words)));
  }

  @Override
  void finish() throws IOException {
    event(
        "message_delta",
        "delta",
        Json.object("stop_reason", reply.finish("end_turn", "tool_use"), "stop_sequence", null),
        "usage",
        Json.object("output_tokens", reply.usage().output()));
    event("message_stop");
  }

  private void event(String type, Object... members) throws IOException {
    Map<String, @Nullable Object> data = Json.object("type", type);
    data.putAll(Json.object(members));
    out.event(type, Json.text(data));
  }
}
