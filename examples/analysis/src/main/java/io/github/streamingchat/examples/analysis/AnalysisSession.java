package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import io.github.streamingchat.examples.analysis.data.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The mode with a terminal: a prompt, an answer, and again, until the person leaves. */
final class AnalysisSession {
  private static final Map<String, String> COMMANDS = Map.of(
      "/schema", "what is in the table",
      "/questions", "questions that have an answer",
      "/rows", "the rows that went with the last question",
      "/help", "this list",
      "/quit", "leave; Ctrl-D does too");
  private static final int LONGEST_VALUES = 45;
  private static final List<String> ORDER =
      List.of("/questions", "/schema", "/rows", "/help", "/quit");

  private final Schema schema;
  private final Asking asking;
  private final Screen screen;
  private final LineReader reader;
  private final String prompt;

  private AnalysisSession(
      Schema schema, Asking asking, Screen screen, Terminal terminal, boolean colours) {
    this.schema = schema;
    this.asking = asking;
    this.screen = screen;
    // A question is prose: no quotes to close, no backslash to escape, no history behind a "!".
    DefaultParser prose = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
    reader = LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(prose)
        .completer(new StringsCompleter(ORDER))
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .build();
    AttributedStyle style =
        colours ? AttributedStyle.BOLD.foreground(AttributedStyle.CYAN) : AttributedStyle.BOLD;
    prompt = new AttributedString("› ", style).toAnsi(terminal);
  }

  static AnalysisSession on(Terminal terminal, Schema schema, QueryFirst flow, boolean colours) {
    int width = terminal.getSize().getColumns() > 0
        ? terminal.getSize().getColumns() - 1
        : 0; // the last column may wrap
    Screen screen = new Screen(
        terminal.writer(),
        terminal.writer(),
        width,
        line -> new AttributedString(line, AttributedStyle.DEFAULT.faint()).toAnsi(terminal),
        Printable::text);
    return new AnalysisSession(schema, new Asking(flow, screen), screen, terminal, colours);
  }

  void run(List<String> greeting) {
    greeting.forEach(screen::say);
    screen.say("Ask something. /questions for examples, /help for commands, /quit to leave.");
    screen.say("");
    for (Optional<String> line = readLine(); line.isPresent(); line = readLine()) {
      if (line.get().equals("/quit")) {
        return;
      }
      if (!line.get().isEmpty()) {
        take(line.get());
        screen.say("");
      }
    }
  }

  /** Gives the next line, or empty if the person left. */
  private Optional<String> readLine() {
    while (true) {
      try {
        return Optional.of(reader.readLine(prompt).strip());
      } catch (UserInterruptException interrupted) {
        if (interrupted.getPartialLine().isBlank()) {
          return Optional.empty();
        }
      } catch (EndOfFileException left) {
        return Optional.empty();
      }
    }
  }

  private void take(String line) {
    screen.say("");
    switch (line) {
      case "/schema" -> describe(schema).forEach(screen::say);
      case "/questions" -> KnownQuestions.examples(schema).forEach(screen::say);
      case "/rows" -> asking.showRows();
      case "/help" ->
        ORDER.forEach(command -> screen.say("%-11s %s".formatted(command, COMMANDS.get(command))));
      default -> {
        if (line.startsWith("/")) {
          screen.say("There is no command " + line + "; /help lists them.");
        } else {
          asking.ask(line);
        }
      }
    }
  }

  static List<String> describe(Schema schema) {
    return schema.columns().stream().map(AnalysisSession::described).toList();
  }

  private static String described(Column column) {
    String line = "%-14s %-12s".formatted(column.name(), column.type().toLowerCase(Locale.ROOT));
    StringBuilder values = new StringBuilder();
    for (String value : column.values()) {
      String next = (values.isEmpty() ? "" : ", ") + value;
      if (values.length() + next.length() > LONGEST_VALUES) {
        values.append(values.isEmpty() ? "" : ", ").append("…");
        break;
      }
      values.append(next);
    }
    return (line + " " + values).strip();
  }
}
