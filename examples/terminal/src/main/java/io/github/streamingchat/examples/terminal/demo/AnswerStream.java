package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;

/** Sends one answer, at its pace and to its ending. */
final class AnswerStream {
  private final AnswerWriter out;
  private final Pace pace;

  AnswerStream(AnswerWriter out, Pace pace) {
    this.out = out;
    this.pace = pace;
  }

  /**
   * Sends the answer.
   *
   * @throws IOException if the client went away, the server was closed, or the answer is to be cut;
   *     the server then closes the connection as it is
   */
  void write(DemoAnswer answer) throws IOException {
    out.begin();
    for (AnswerEvent event : answer.events()) {
      event.write(out, () -> pause(answer.slowness()));
    }
    switch (answer.ending()) {
      case WHOLE -> out.end();
      case ERROR -> out.error(DemoTexts.ERROR);
      case CUT -> throw new IOException("cut on request");
    }
  }

  /** A slow answer shows that it is alive, so that a client that went away is noticed. */
  private void pause(int paces) throws IOException {
    pace.pause(1);
    for (int waited = 1; waited < paces; waited++) {
      if (waited % 5 == 0) {
        out.heartbeat();
      }
      pace.pause(1);
    }
  }
}
