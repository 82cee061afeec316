package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;

/**
 * Puts the parts of one answer on the wire in one format. Every method throws an IOException if the
 * client went away.
 */
interface AnswerWriter {
  /** Writes what comes before the text, if anything does. */
  default void begin() throws IOException {}

  void text(String piece) throws IOException;

  /** Writes a sign of life. */
  void heartbeat() throws IOException;

  void error(String words) throws IOException;

  /** Writes what comes after the text, the end mark last. */
  void end() throws IOException;
}
