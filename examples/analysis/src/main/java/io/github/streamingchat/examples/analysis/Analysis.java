package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.CsvException;
import io.github.streamingchat.examples.analysis.data.ImportReport;
import io.github.streamingchat.examples.analysis.data.Table;
import io.github.streamingchat.examples.analysis.server.AnalysisServer;
import io.github.streamingchat.examples.terminal.SystemTerminal;
import io.github.streamingchat.examples.terminal.UsageException;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Questions in plain language about a CSV file, in the terminal. */
public final class Analysis {
  static final String BUILT_IN_QUESTION = "How many rows are there?";

  private static final int WRONG_USAGE = 2;

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration pace;

  Analysis(Map<String, String> environment, PrintWriter out, PrintWriter err, Duration pace) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.pace = pace;
  }

  /**
   * Runs the analysis, and ends the process with the status that {@code --help} explains.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    System.exit(new Analysis(System.getenv(), out, err, AnalysisServer.DEFAULT_PACE).run(args));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), SystemTerminal.outputCharset()), true);
  }

  /** Runs the analysis and gives the exit status. */
  int run(String... args) {
    try {
      AnalysisOptions options = AnalysisOptions.parse(args);
      if (options.help()) {
        out.print(AnalysisOptions.HELP);
        return Asking.COMPLETED;
      }
      try (Table table = table(options)) {
        return analyse(options, table);
      }
    } catch (UsageException | CsvException wrong) {
      err.println(Printable.text(String.valueOf(wrong.getMessage())));
      err.println("--help lists the options");
      return WRONG_USAGE;
    } catch (IOException | RuntimeException failed) {
      err.println(Printable.text("The analysis failed: " + failed));
      return Asking.FAILED;
    } finally {
      out.flush();
    }
  }

  private static Table table(AnalysisOptions options) throws CsvException, IOException {
    if (options.csv() != null) {
      return Table.of(options.csv());
    }
    Path csv = Files.createTempFile("book-shop", ".csv");
    try {
      BookShop.write(csv);
      return Table.of(csv);
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  private int analyse(AnalysisOptions options, Table table) throws IOException, UsageException {
    if (options.openAi() == null) {
      try (AnalysisServer server = AnalysisServer.start(pace);
          Chat chat = Chat.over(AnalysisEndpoints.analysis(server.url()))) {
        return answer(options, table, new KnownQuestions(), chat);
      }
    }
    OpenAi endpoint = endpoint(options, options.openAi());
    try (ModelSql writer = new ModelSql(endpoint);
        Chat chat = Chat.over(AnalysisEndpoints.openAi(endpoint))) {
      return answer(options, table, writer, chat);
    }
  }

  private OpenAi endpoint(AnalysisOptions options, String url) throws UsageException {
    try {
      OpenAi endpoint = OpenAi.at(url).apiKey(environment.get("OPENAI_API_KEY"));
      return options.model() == null ? endpoint : endpoint.model(options.model());
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--openai: " + invalid.getMessage());
    }
  }

  private int answer(AnalysisOptions options, Table table, SqlWriter writer, Chat chat)
      throws IOException {
    QueryFirst flow = new QueryFirst(table, writer, chat, System::nanoTime);
    String question = options.question();
    if (question == null && SystemTerminal.isInput() && SystemTerminal.isOutput()) {
      boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty(); // no-color.org
      try (Terminal terminal = SystemTerminal.open()) {
        AnalysisSession.on(terminal, table.schema(), flow, colours).run(greeting(options, table));
      }
      return Asking.COMPLETED;
    }
    greeting(options, table).forEach(line -> err.println(Printable.line(line)));
    return once(flow, question);
  }

  private int once(QueryFirst flow, @Nullable String question) {
    String asked = question == null ? BUILT_IN_QUESTION : question;
    if (question == null) {
      err.println("asking: " + asked);
    }
    UnaryOperator<String> shown =
        SystemTerminal.isOutput() ? Printable::text : UnaryOperator.identity();
    Screen screen = new Screen(out, err, 0, UnaryOperator.identity(), shown);
    return new Asking(flow, screen).ask(asked);
  }

  private static List<String> greeting(AnalysisOptions options, Table table) {
    ImportReport report = table.report();
    List<String> lines = new ArrayList<>();
    lines.add(String.format(
        Locale.ROOT,
        "%s: %,d rows in %s",
        options.csv() == null ? "A year of sales of a made-up book shop" : options.csv(),
        report.rows(),
        StepTimes.shown(report.time())));
    if (report.leftOut() > 0) {
      lines.add(String.format(
          Locale.ROOT, "%,d lines do not fit the others and were left out:", report.leftOut()));
      report
          .reasons()
          .forEach(reason -> lines.add("  line %d: %s".formatted(reason.line(), reason.words())));
    }
    return lines;
  }
}
