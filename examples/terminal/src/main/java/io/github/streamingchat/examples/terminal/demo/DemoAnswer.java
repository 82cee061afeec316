package io.github.streamingchat.examples.terminal.demo;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the demo server says to a question, and how it goes wrong where it does.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text what is said before the end
 * @param slowness how many paces each piece takes
 * @param ending how the answer ends
 */
record DemoAnswer(String text, int slowness, Ending ending) {
  /** How an answer ends. */
  enum Ending {
    /** With a finish reason and the end mark. */
    WHOLE,
    /** With an error object inside the stream. */
    ERROR,
    /** With a connection that closes without a word. */
    CUT
  }

  private static final int SLOW = 10;

  /** As much of a word as a tokenizer would take at once, with the space before it. */
  private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,5}|\\s+");

  /** Chooses by the words of the question, in the order of the lines below. */
  static DemoAnswer to(String question) {
    if (mentions(question, "error|fail")) {
      return new DemoAnswer(DemoTexts.BEFORE_ERROR, 1, Ending.ERROR);
    }
    if (mentions(question, "cut|truncate")) {
      return new DemoAnswer(DemoTexts.BEFORE_CUT, 1, Ending.CUT);
    }
    if (mentions(question, "slow|slowly")) {
      return new DemoAnswer(DemoTexts.SLOW, SLOW, Ending.WHOLE);
    }
    return new DemoAnswer(wholeText(question), 1, Ending.WHOLE);
  }

  private static String wholeText(String question) {
    if (mentions(question, "long|story")) {
      return DemoTexts.LONG;
    }
    if (mentions(question, "sky|blue")) {
      return DemoTexts.SKY;
    }
    if (mentions(question, "library|code|java|streaming-chat")) {
      return DemoTexts.LIBRARY;
    }
    return DemoTexts.fallback(question);
  }

  private static boolean mentions(String question, String words) {
    return Pattern.compile("\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE)
        .matcher(question)
        .find();
  }

  List<String> pieces() {
    return PIECE.matcher(text).results().map(MatchResult::group).toList();
  }
}
