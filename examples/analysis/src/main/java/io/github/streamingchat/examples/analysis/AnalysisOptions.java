package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.terminal.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param csv the file, or null for the built-in book shop
 * @param openAi the endpoint that makes the SQL and the answers, or null for the built-in ones
 * @param model the model to ask for, or null for the endpoint's own
 * @param question what to ask once, or null to talk
 * @param help whether to explain the options instead
 */
record AnalysisOptions(
    @Nullable Path csv,
    @Nullable String openAi,
    @Nullable String model,
    @Nullable String question,
    boolean help) {
  static final String HELP = """
      Questions in plain language about a CSV file. SQL is made of a question, run by DuckDB in this
      process, and the first 20 rows go with the question to an endpoint that streams the answer.

        --csv FILE      the file; its first line names the columns. Without it, a year of sales of
                        a book shop that is made up
        --openai URL    an endpoint that speaks OpenAI Chat Completions, such as
                        http://127.0.0.1:11434/v1, makes the SQL and the answers, with
                        OPENAI_API_KEY as its key. It is told the names, types and few values of
                        columns, and the first rows of results. Without it nothing leaves this
                        machine, and a set of questions is understood
        --model NAME    the model to ask for
        --ask TEXT      ask once, print the answer to stdout and leave
        --help          show this text

      Without a terminal it asks once as well, --ask or else a built-in question; all but the answer
      goes to stderr. NO_COLOR leaves colours out.

      Exit status when it asks once: 0 for a whole answer, 1 if there is none or it failed, 130 if it
      was cancelled with Ctrl-C; 2 if the options or the file were wrong.
      """;

  /**
   * Reads the command line. A value follows its option, or an equals sign.
   *
   * @throws UsageException if it makes no sense, saying why
   */
  static AnalysisOptions parse(String... args) throws UsageException {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    Path csv = null;
    String openAi = null;
    String model = null;
    String question = null;
    boolean help = false;
    while (!words.isEmpty()) {
      String option = words.remove();
      int equals = option.startsWith("--") ? option.indexOf('=') : -1;
      if (equals > 0) {
        words.addFirst(option.substring(equals + 1));
        option = option.substring(0, equals);
      }
      switch (option) {
        case "--csv" -> csv = path(value(option, words));
        case "--openai" -> openAi = value(option, words);
        case "--model" -> model = value(option, words);
        case "--ask" -> question = value(option, words);
        case "--help", "-h" -> help = true;
        default ->
          throw new UsageException(
              option.startsWith("-")
                  ? "unknown option " + option
                  : "what is \"%s\" for? A question is asked with --ask, in quotes"
                      .formatted(option));
      }
    }
    if (model != null && openAi == null) {
      throw new UsageException("--model goes with --openai");
    }
    return new AnalysisOptions(csv, openAi, model, question, help);
  }

  private static String value(String option, Deque<String> words) throws UsageException {
    String value = words.isEmpty() ? "" : words.remove().strip();
    if (value.isEmpty() || value.startsWith("--")) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static Path path(String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException none) {
      throw new UsageException("--csv: \"%s\" is no name of a file".formatted(name));
    }
  }
}
