package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.Reasoning;
import io.github.streamingchat.examples.terminal.demo.AnswerEvent.Text;
import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the demo server says to a question, and how it goes wrong where it does.
 *
 * <p>Immutable and thread-safe.
 *
 * @param events what is said before the end
 * @param slowness how many paces each piece takes
 * @param ending how the answer ends
 */
record DemoAnswer(List<AnswerEvent> events, int slowness, Ending ending) {
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

  private static final List<String> OSLO = List.of("{\"ci", "ty\":", "\"Os", "lo\"}");

  /** Chooses by the words of the question, unless a tool has just answered. */
  static DemoAnswer to(Asked asked) {
    String question = asked.question();
    String result = asked.toolResult();
    if (result != null) {
      return new DemoAnswer(said(DemoTexts.afterTool(result)), 1, Ending.WHOLE);
    }
    Ending ending = ending(question);
    List<AnswerEvent> events = new ArrayList<>();
    if (mentions(question, "reason|reasons|reasoning|think|thinking")) {
      events.addAll(pieces(DemoTexts.thoughts(question), Reasoning::new));
    }
    if (mentions(question, "tool|tools|weather")) {
      boolean whole = ending == Ending.WHOLE;
      events.addAll(said(DemoTexts.BEFORE_TOOL));
      events.add(new ToolCall("weather", whole ? OSLO : OSLO.subList(0, 2), whole));
    } else {
      events.addAll(said(text(question)));
    }
    return new DemoAnswer(List.copyOf(events), slowness(question), ending);
  }

  /** Chooses for a format that has words only. */
  static DemoAnswer inWords(String question) {
    return new DemoAnswer(said(text(question)), slowness(question), ending(question));
  }

  private static Ending ending(String question) {
    if (mentions(question, "error|fail")) {
      return Ending.ERROR;
    }
    return mentions(question, "cut|truncate") ? Ending.CUT : Ending.WHOLE;
  }

  private static int slowness(String question) {
    return ending(question) == Ending.WHOLE && isSlow(question) ? SLOW : 1;
  }

  private static boolean isSlow(String question) {
    return mentions(question, "slow|slowly");
  }

  private static String text(String question) {
    return switch (ending(question)) {
      case ERROR -> DemoTexts.BEFORE_ERROR;
      case CUT -> DemoTexts.BEFORE_CUT;
      case WHOLE -> isSlow(question) ? DemoTexts.SLOW : wholeText(question);
    };
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

  private static List<AnswerEvent> said(String text) {
    return pieces(text, Text::new);
  }

  private static List<AnswerEvent> pieces(String text, Function<String, AnswerEvent> event) {
    return PIECE.matcher(text).results().map(MatchResult::group).map(event).toList();
  }

  String text() {
    return of(Text.class).map(Text::piece).collect(Collectors.joining());
  }

  String reasoning() {
    return of(Reasoning.class).map(Reasoning::piece).collect(Collectors.joining());
  }

  Optional<ToolCall> call() {
    return of(ToolCall.class).findFirst();
  }

  private <E extends AnswerEvent> Stream<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
