package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as Ollama's lines; calls come whole. */
record OllamaWriter(LineWriter out, Reply reply) implements AnswerWriter {
  @Override
  public void reasoning(String piece) throws IOException {
    message("content", "", "thinking", piece);
  }

  @Override
  public void text(String piece) throws IOException {
    message("content", piece);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    message("content", "", "tool_calls", OllamaFormat.calls(reply, call));
  }

  private void message(Object... members) throws IOException {
    Map<String, @Nullable Object> message = Json.object("role", "assistant");
    message.putAll(Json.object(members));
    out.line(OllamaFormat.line(reply, message, false));
  }

  @Override
  public void heartbeat() throws IOException {
    out.blank();
  }

  @Override
  public void error(String words) throws IOException {
    out.line(new OllamaFormat().error(500, words));
  }

  @Override
  public void end() throws IOException {
    out.line(OllamaFormat.last(reply, Json.object("role", "assistant", "content", "")));
  }
}
