package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends one answer as an event stream, at its pace and to its ending. */
final class AnswerStream {
  private final SseWriter out;
  private final Pace pace;

  AnswerStream(SseWriter out, Pace pace) {
    this.out = out;
    this.pace = pace;
  }

  /**
   * Sends the answer.
   *
   * @param usage what it cost, or null if the client did not ask
   * @throws IOException if the client went away, the server was closed, or the answer is to be cut;
   *     the server then closes the connection as it is
   */
  void write(DemoAnswer answer, Chunks chunks, Chunks.@Nullable Usage usage) throws IOException {
    out.data(chunks.role());
    for (String piece : answer.pieces()) {
      pause(answer.slowness());
      out.data(chunks.text(piece));
    }
    switch (answer.ending()) {
      case WHOLE -> end(chunks, usage);
      case ERROR -> out.data(Chunks.failure());
      case CUT -> throw new IOException("cut on request");
    }
  }

  private void end(Chunks chunks, Chunks.@Nullable Usage usage) throws IOException {
    out.data(chunks.finish("stop"));
    if (usage != null) {
      out.data(chunks.usage(usage));
    }
    out.data("[DONE]");
  }

  /** A slow answer sends comments while it waits, so that a client that went away is noticed. */
  private void pause(int paces) throws IOException {
    pace.pause(1);
    for (int waited = 1; waited < paces; waited++) {
      if (waited % 5 == 0) {
        out.comment("thinking");
      }
      pace.pause(1);
    }
  }
}
