package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;
import java.util.List;

/**
 * One of the things that an answer is made of, whatever the format.
 *
 * <p>Immutable and thread-safe.
 */
sealed interface AnswerEvent {
  /** What each piece waits for before it is sent. */
  interface Pause {
    void await() throws IOException;
  }

  /** Sends it, each piece behind a pause. */
  void write(AnswerWriter out, Pause pause) throws IOException;

  /** Tells as how many tokens it counts. */
  default int tokens() {
    return 1;
  }

  /**
   * A piece of what is said.
   *
   * @param piece the text
   */
  record Text(String piece) implements AnswerEvent {
    @Override
    public void write(AnswerWriter out, Pause pause) throws IOException {
      pause.await();
      out.text(piece);
    }
  }

  /**
   * A piece of what is thought before.
   *
   * @param piece the text
   */
  record Reasoning(String piece) implements AnswerEvent {
    @Override
    public void write(AnswerWriter out, Pause pause) throws IOException {
      pause.await();
      out.reasoning(piece);
    }
  }

  /**
   * A call of a tool.
   *
   * @param name the tool
   * @param pieces the arguments, as JSON text in pieces
   * @param whole whether it ends; a format that sends calls whole sends nothing of one that does not
   */
  record ToolCall(String name, List<String> pieces, boolean whole) implements AnswerEvent {
    @Override
    public void write(AnswerWriter out, Pause pause) throws IOException {
      pause.await();
      out.callBegun(this);
      for (String piece : pieces) {
        pause.await();
        out.arguments(this, piece);
      }
      if (whole) {
        out.callEnded(this);
      }
    }

    String arguments() {
      return String.join("", pieces);
    }

    @Override
    public int tokens() {
      return 1 + pieces.size();
    }
  }
}
