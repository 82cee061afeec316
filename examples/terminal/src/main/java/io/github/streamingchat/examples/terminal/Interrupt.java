package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.stream.Answer;
import org.jline.utils.Signals;

/** Lets Ctrl-C cancel an answer instead of ending the program, until it is released. */
final class Interrupt {
  private static final String SIGNAL = "INT";

  private final Object before;

  private Interrupt(Object before) {
    this.before = before;
  }

  /** The first Ctrl-C asks for a clean end; the second one finds the default again. */
  static Interrupt of(Answer answer) {
    return new Interrupt(Signals.register(SIGNAL, () -> {
      Signals.registerDefault(SIGNAL);
      answer.cancel();
    }));
  }

  void release() {
    Signals.unregister(SIGNAL, before);
  }
}
