package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer as a stream of Gemini's responses: calls come whole, and nothing marks the end. */
final class GeminiWriter implements AnswerWriter {
  private final SseWriter out;
  private final Reply reply;
  private int thought;
  private int spoken;

  GeminiWriter(SseWriter out, Reply reply) {
    this.out = out;
    this.reply = reply;
  }

  @Override
  public void reasoning(String piece) throws IOException {
    thought++;
    send(Json.object("text", piece, "thought", true), null);
  }

  @Override
  public void text(String piece) throws IOException {
    spoken++;
    send(Json.object("text", piece), null);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    spoken += call.tokens();
    send(GeminiFormat.call(reply, call), null);
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    out.data(Json.text(new GeminiFormat().error(500, words)));
  }

  @Override
  public void end() throws IOException {
    send(Json.object("text", "", "thoughtSignature", DemoTexts.SEAL), "STOP");
  }

  /** The usage of a chunk is that of the answer so far. */
  private void send(Object part, @Nullable String finishReason) throws IOException {
    Usage soFar = new Usage(reply.usage().input(), thought, spoken);
    out.data(Json.text(GeminiFormat.response(reply, List.of(part), finishReason, soFar)));
  }
}
