package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as a stream of OpenAI's chunks, with reasoning as DeepSeek and vLLM send it. */
final class OpenAiWriter implements AnswerWriter {
  private final SseWriter out;
  private final Reply reply;
  private final boolean usage;

  /** Writes the usage too, if the client asked for it. */
  OpenAiWriter(SseWriter out, Reply reply, boolean usage) {
    this.out = out;
    this.reply = reply;
    this.usage = usage;
  }

  @Override
  public void begin() throws IOException {
    delta("role", "assistant", "content", "");
  }

  @Override
  public void reasoning(String piece) throws IOException {
    delta("reasoning_content", piece);
  }

  @Override
  public void text(String piece) throws IOException {
    delta("content", piece);
  }

  @Override
  public void callBegun(ToolCall call) throws IOException {
    call(
        "id", reply.callId(),
        "type", "function",
        "function", Json.object("name", call.name(), "arguments", ""));
  }

  @Override
  public void arguments(ToolCall call, String piece) throws IOException {
    call("function", Json.object("arguments", piece));
  }

  private void call(Object... members) throws IOException {
    Map<String, @Nullable Object> call = Json.object("index", 0);
    call.putAll(Json.object(members));
    delta("tool_calls", List.of(call));
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    out.data(Json.text(OpenAiFormat.failure(words)));
  }

  @Override
  public void end() throws IOException {
    chunk(Json.object(), reply.finish("stop", "tool_calls"));
    if (usage) {
      Map<String, @Nullable Object> chunk = OpenAiFormat.head("chat.completion.chunk", reply);
      chunk.put("choices", List.of());
      chunk.put("usage", OpenAiFormat.usage(reply.usage()));
      out.data(Json.text(chunk));
    }
    out.data("[DONE]");
  }

  private void delta(Object... members) throws IOException {
    chunk(Json.object(members), null);
  }

  private void chunk(Object delta, @Nullable String finish) throws IOException {
    Map<String, @Nullable Object> chunk = OpenAiFormat.head("chat.completion.chunk", reply);
    chunk.put("choices", List.of(Json.object("index", 0, "delta", delta, "finish_reason", finish)));
    out.data(Json.text(chunk));
  }
}
