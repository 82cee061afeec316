package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes an answer as a stream of OpenAI's chunks. */
final class ChunkWriter implements AnswerWriter {
  private final SseWriter out;
  private final Chunks chunks;
  private final Chunks.@Nullable Usage usage;

  /** Writes the usage too, unless it is null because the client did not ask for it. */
  ChunkWriter(SseWriter out, Chunks chunks, Chunks.@Nullable Usage usage) {
    this.out = out;
    this.chunks = chunks;
    this.usage = usage;
  }

  @Override
  public void begin() throws IOException {
    out.data(chunks.role());
  }

  @Override
  public void text(String piece) throws IOException {
    out.data(chunks.text(piece));
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    out.data(Chunks.failure(words));
  }

  @Override
  public void end() throws IOException {
    out.data(chunks.finish("stop"));
    if (usage != null) {
      out.data(chunks.usage(usage));
    }
    out.data("[DONE]");
  }
}
