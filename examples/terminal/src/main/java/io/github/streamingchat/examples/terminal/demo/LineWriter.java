package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON lines, each at once. */
record LineWriter(OutputStream out) {
  void line(Object json) throws IOException {
    write(Json.text(json));
  }

  /** Writes a blank line, which readers skip. */
  void blank() throws IOException {
    write("");
  }

  private void write(String line) throws IOException {
    out.write((line + "\n").getBytes(UTF_8));
    out.flush();
  }
}
