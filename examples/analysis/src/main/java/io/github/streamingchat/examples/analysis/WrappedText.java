package io.github.streamingchat.examples.analysis;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/**
 * Prints text that comes in pieces, with line breaks between words where the line would be too long. A
 * word is printed when its end is known. For one thread at a time.
 */
final class WrappedText {
  private final PrintWriter out;
  private final int width;
  private final StringBuilder word = new StringBuilder();
  private int column;
  private boolean spaced;

  /** Wraps at so many columns, or nowhere if that is 0. */
  WrappedText(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  /** Wraps one line; its own spaces are kept as far as it is not broken. */
  static Stream<String> lines(String line, int width) {
    if (width == 0 || new AttributedString(line).columnLength() <= width) {
      return Stream.of(line);
    }
    StringWriter wrapped = new StringWriter();
    WrappedText text = new WrappedText(new PrintWriter(wrapped), width);
    text.append(line);
    text.finish();
    return wrapped.toString().lines();
  }

  void append(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char one = piece.charAt(i);
      if (one == ' ' || one == '\n') {
        printWord();
        if (one == '\n') {
          out.print('\n');
          column = 0;
        }
        spaced = one == ' ' && column > 0;
      } else {
        word.append(one);
      }
    }
    out.flush();
  }

  /** Prints what is left, and ends the line. */
  void finish() {
    printWord();
    if (column > 0) {
      out.print('\n');
    }
    column = 0;
    out.flush();
  }

  private void printWord() {
    if (word.length() == 0) {
      return;
    }
    int length = new AttributedString(word).columnLength();
    if (width > 0 && column > 0 && column + (spaced ? 1 : 0) + length > width) {
      out.print('\n');
      column = 0;
    } else if (spaced) {
      out.print(' ');
      column++;
    }
    out.print(word);
    column += length;
    word.setLength(0);
    spaced = false;
  }
}
