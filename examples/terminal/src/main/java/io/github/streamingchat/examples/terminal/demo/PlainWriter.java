package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.PlainFormat.Frames;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes an answer in a plain format.
 *
 * @param frames takes the events
 * @param textEvent what the format calls a piece of text
 * @param text makes the data of a piece
 * @param error makes the data of an error
 * @param endEvent what the format calls its end mark
 */
record PlainWriter(
    Frames frames,
    String textEvent,
    Function<String, Object> text,
    Function<String, Object> error,
    String endEvent)
    implements AnswerWriter {
  @Override
  public void text(String piece) throws IOException {
    frames.send(textEvent, text.apply(piece));
  }

  @Override
  public void heartbeat() throws IOException {
    frames.heartbeat();
  }

  @Override
  public void error(String words) throws IOException {
    frames.send("error", error.apply(words));
  }

  @Override
  public void end() throws IOException {
    frames.send(endEvent, Map.of());
  }
}
