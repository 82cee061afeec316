package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.QueryResult;
import io.github.streamingchat.stream.Evidence;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long each step took, beside what it should take.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sql to make the SQL
 * @param query to run it
 * @param firstText from there to the first words of the answer, or null if none came
 * @param pieces how many pieces of text came a second, or 0 if that is not known
 * @param total from the question to the end of the answer
 */
record StepTimes(
    Duration sql, Duration query, @Nullable Duration firstText, double pieces, Duration total) {
  private static final Duration SQL_TARGET = Duration.ofSeconds(1);
  private static final Duration QUERY_TARGET = Duration.ofMillis(40);
  private static final Duration FIRST_TEXT_TARGET = Duration.ofMillis(500);
  private static final double PIECES_TARGET = 10;
  private static final Duration TOTAL_TARGET = Duration.ofSeconds(5);

  static StepTimes of(Duration sql, QueryResult result, Outcome outcome, Duration total) {
    Evidence evidence = outcome.evidence();
    Duration firstText = evidence.timings().toFirstText();
    Duration streamed =
        firstText == null ? Duration.ZERO : evidence.timings().toEnd().minus(firstText);
    double pieces = streamed.toMillis() == 0 ? 0 : evidence.pieces() * 1000.0 / streamed.toMillis();
    return new StepTimes(sql, result.time(), firstText, pieces, total);
  }

  /** Gives one line a step. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("SQL made", sql, "under 1 s", SQL_TARGET));
    lines.add(line("query run", query, "30-40 ms", QUERY_TARGET));
    if (firstText != null) {
      lines.add(line("first words", firstText, "under 500 ms", FIRST_TEXT_TARGET));
    }
    if (pieces > 0) {
      lines.add(line(
          "pieces",
          String.format(Locale.ROOT, "%.0f/s", pieces),
          "10-50/s",
          pieces >= PIECES_TARGET));
    }
    lines.add(line("in all", total, "2-5 s", TOTAL_TARGET));
    return lines;
  }

  /** A step that is faster than its target has met it. */
  private static String line(String step, Duration time, String target, Duration most) {
    return line(step, shown(time), target, time.compareTo(most) <= 0);
  }

  private static String line(String step, String value, String target, boolean met) {
    return "%-12s %9s   target %-13s %s".formatted(step, value, target, met ? "met" : "missed");
  }

  static String shown(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }
}
