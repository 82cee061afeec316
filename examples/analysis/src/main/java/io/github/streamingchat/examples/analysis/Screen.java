package io.github.streamingchat.examples.analysis;

import java.io.PrintWriter;
import java.util.function.UnaryOperator;

/**
 * Where answers go, and where all else. For one thread at a time.
 *
 * @param answers takes the text of answers
 * @param notes takes what is said beside them
 * @param width how many columns there are, or 0 if lines have no end
 * @param quiet makes a line look as if it were spoken in a low voice
 * @param shown makes text fit for where answers go
 */
record Screen(
    PrintWriter answers,
    PrintWriter notes,
    int width,
    UnaryOperator<String> quiet,
    UnaryOperator<String> shown) {
  private static final int USUAL_WIDTH = 80;

  /** Says something that may hold what came from elsewhere; nothing makes an empty line. */
  void say(String text) {
    if (text.isEmpty()) {
      notes.println();
    }
    Printable.text(text)
        .lines()
        .flatMap(line -> WrappedText.lines(line, width))
        .forEach(line -> notes.println(quiet.apply(line)));
    notes.flush();
  }

  /** Says something that must not be broken, such as a row of a table. */
  void show(String line) {
    notes.println(Printable.line(line));
    notes.flush();
  }

  WrappedText answer() {
    return new WrappedText(answers, width);
  }

  /** How wide a table may be. */
  int tableWidth() {
    return width > 0 ? width : USUAL_WIDTH;
  }
}
