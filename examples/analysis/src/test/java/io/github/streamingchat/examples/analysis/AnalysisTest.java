package io.github.streamingchat.examples.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.analysis.data.Table;
import io.github.streamingchat.examples.analysis.server.AnalysisServer;
import io.github.streamingchat.stream.Chat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program, as it is started from a shell. */
class AnalysisTest {
  @TempDir
  Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new Analysis(Map.of(), new PrintWriter(out), new PrintWriter(err), Duration.ZERO)
        .run(args);
  }

  @Test
  void anAnswerGoesToStdoutAndEachStepToStderr() {
    assertThat(run("--ask", "How many sales were there in December for Oslo?")).isZero();
    assertThat(out.toString()).isEqualTo("There are 462 rows.\n");
    assertThat(err.toString())
        .contains(
            "A year of sales of a made-up book shop: 5,157 rows",
            "SQL  SELECT count(*) AS rows FROM data WHERE month(sold_on) = 12 AND branch = 'Oslo'",
            "SQL made",
            "query run",
            "first words",
            "target 2-5 s");
  }

  @Test
  void aFileOfOnesOwnIsAsked() throws Exception {
    Path csv = Files.writeString(
        directory.resolve("rides.csv"), "\uFEFFstation;rides\nHarbour;12\nbroken\nPark;30\n");
    assertThat(run("--csv", csv.toString(), "--ask", "Top 1 stations by rides")).isZero();
    assertThat(out.toString()).isEqualTo("Station: Park, total rides: 30.\n");
    assertThat(err.toString()).contains("1 lines do not fit the others", "line 3: Expected");
  }

  @Test
  void aQuestionWithoutSqlFailsAndShowsThoseThatHaveSome() {
    assertThat(run("--ask", "What is love?")).isEqualTo(Asking.FAILED);
    assertThat(out.toString()).contains("\"love\"", "- Total revenue per month");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--csv=/no/such/file.csv",
        "--csv",
        "--nothing",
        "word",
        "--model=m",
        "--openai=nowhere"
      })
  void wrongOptionsAreToldInWords(String option) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(err.toString()).contains("--help lists the options").doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--csv", "--openai", "--model", "--ask", "Exit status");
    assertThat(out.toString().lines()).allMatch(line -> line.length() < 100);
  }

  @Test
  void controlCharactersOfAFileNeverReachATerminal() throws Exception {
    String hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202Ecod\r\b";
    Path csv = Files.writeString(
        directory.resolve("hostile.csv"),
        "na\u001b[31mme,n\n\"" + hostile + "\",1\nplain,2\n\"two\nlines\",3\n");
    try (Table table = Table.of(csv);
        AnalysisServer server = AnalysisServer.start(Duration.ZERO);
        Chat chat = Chat.over(AnalysisEndpoints.analysis(server.url()))) {
      PrintWriter terminal = new PrintWriter(out);
      Screen screen = new Screen(terminal, terminal, 79, UnaryOperator.identity(), Printable::text);
      QueryFirst flow = new QueryFirst(table, new KnownQuestions(), chat, System::nanoTime);
      Asking asking = new Asking(flow, screen);
      String name = table.schema().columns().get(0).name();
      asking.ask("total n by " + name.replace('_', ' '));
      asking.ask("show the first 3 rows");
      asking.ask("what is " + hostile);
      asking.showRows();
      AnalysisSession.describe(table.schema()).forEach(screen::say);
      terminal.flush();
    }
    assertThat(out.toString()).contains("owned").doesNotContain("\u202E");
    assertThat(out.toString().chars().filter(Character::isISOControl).distinct().toArray())
        .containsExactly('\n');
  }

  @Test
  void linesAreBrokenBetweenWords() {
    WrappedText text = new WrappedText(new PrintWriter(out), 12);
    List.of("One t", "wo three", " four\n\nfive 日本語 ", "日本語", " six").forEach(text::append);
    text.finish();
    assertThat(out.toString()).isEqualTo("One two\nthree four\n\nfive 日本語\n日本語 six\n");
  }
}
