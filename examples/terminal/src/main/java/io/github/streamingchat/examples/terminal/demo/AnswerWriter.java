package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import java.io.IOException;

/**
 * Puts the parts of one answer on the wire in one format. Every method throws an IOException if the
 * client went away. What a format cannot carry is left out.
 *
 * <p>For one thread.
 */
interface AnswerWriter {
  /** Writes what comes before the answer, if anything does. */
  default void begin() throws IOException {}

  default void reasoning(String piece) throws IOException {}

  void text(String piece) throws IOException;

  default void callBegun(ToolCall call) throws IOException {}

  default void arguments(ToolCall call, String piece) throws IOException {}

  default void callEnded(ToolCall call) throws IOException {}

  /** Writes a sign of life. */
  void heartbeat() throws IOException;

  void error(String words) throws IOException;

  /** Writes what comes after the answer, the end mark last. */
  void end() throws IOException;
}
