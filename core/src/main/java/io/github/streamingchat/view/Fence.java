package io.github.streamingchat.view;

import java.util.List;
import java.util.Optional;

/**
 * Finds blocks of code between fences, a character at a time.
 *
 * <p>It is in TEXT until a line begins with three marks or more, behind three spaces at most. What
 * follows them in that line is the INFO, whose first word is the language; a back-tick in it shows that
 * this was no fence of back-ticks after all. The BODY ends with a line of as many marks or more.
 */
final class Fence {
  private static final int SHORTEST = 3;
  private static final int DEEPEST = 3;
  private static final int LONGEST_INFO = 256;

  private enum State {
    TEXT,
    INFO,
    BODY
  }

  private final List<Hint> settled;
  private final StringBuilder info = new StringBuilder();
  private State state = State.TEXT;
  private int from;
  private int contentFrom;
  private char mark;
  private int marks;

  // The line that is being read, as far as it may be a fence.
  private int lineFrom;
  private int indent;
  private char lineMark;
  private int lineMarks;
  private boolean mayBeFence = true;

  Fence(List<Hint> settled) {
    this.settled = settled;
  }

  boolean isOpen() {
    return state != State.TEXT;
  }

  /** Where the block begins. */
  int from() {
    return from;
  }

  void add(char c, int at) {
    switch (state) {
      case TEXT -> text(c, at);
      case INFO -> info(c, at);
      case BODY -> body(c, at);
    }
  }

  private void text(char c, int at) {
    line(c, at);
    if (mayBeFence && lineMarks == SHORTEST) {
      state = State.INFO;
      from = lineFrom;
      mark = lineMark;
      marks = lineMarks;
      info.setLength(0);
    }
  }

  private void info(char c, int at) {
    if (c == mark && info.isEmpty()) {
      marks++;
    } else if (c == '\n') {
      state = State.BODY;
      contentFrom = at + 1;
      begin(at + 1);
    } else if (c == '`' && mark == '`') {
      state = State.TEXT;
      mayBeFence = false;
    } else if (info.length() < LONGEST_INFO) {
      info.append(c);
    }
  }

  private void body(char c, int at) {
    if (c == '\n' && closes()) {
      settle(lineFrom, at);
      begin(at + 1);
      return;
    }
    line(c, at);
  }

  /** Whether the line so far ends the block. */
  private boolean closes() {
    return mayBeFence && lineMark == mark && lineMarks >= marks;
  }

  private void line(char c, int at) {
    boolean isMark = c == '`' || c == '~';
    if (c == '\n') {
      begin(at + 1);
    } else if (c == ' ' && lineMarks == 0) {
      indent++;
      mayBeFence &= indent <= DEEPEST;
    } else if (isMark && (lineMarks == 0 || (c == lineMark && indent >= 0))) {
      lineMark = c;
      lineMarks++;
    } else if (lineMarks > 0 && state == State.BODY && Character.isWhitespace(c)) {
      indent = -1; // behind the marks only space may follow
    } else {
      mayBeFence = false;
    }
  }

  private void begin(int at) {
    lineFrom = at;
    indent = 0;
    lineMarks = 0;
    mayBeFence = true;
  }

  void end(int length) {
    if (state == State.INFO) {
      contentFrom = length;
    }
    if (isOpen()) {
      settle(closes() && state == State.BODY ? lineFrom : length, length);
    }
  }

  private void settle(int contentTo, int to) {
    settled.add(
        new Hint(Hint.Kind.CODE_BLOCK, from, to, contentFrom, contentTo, language(), false));
    state = State.TEXT;
  }

  private String language() {
    String words = info.toString().strip();
    int space = words.indexOf(' ');
    return space < 0 ? words : words.substring(0, space);
  }

  Optional<Hint> open(int length) {
    int content = state == State.INFO ? length : contentFrom;
    return Optional.of(
        new Hint(Hint.Kind.CODE_BLOCK, from, length, content, length, language(), true));
  }
}
