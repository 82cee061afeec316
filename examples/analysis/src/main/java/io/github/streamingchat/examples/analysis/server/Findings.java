package io.github.streamingchat.examples.analysis.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of some rows without a model: the figure, the highest and the lowest of several,
 * their sum and shares, and how a row of times went. What stands in a cell is shown and nothing more.
 */
final class Findings {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Rows rows;
  private final List<String> sentences = new ArrayList<>();

  private Findings(Rows rows) {
    this.rows = rows;
  }

  /** Gives the text. */
  static String of(Rows rows) {
    Findings findings = new Findings(rows);
    findings.look();
    return String.join("\n\n", findings.sentences);
  }

  private void look() {
    if (rows.cells().isEmpty()) {
      sentences.add("No row fits the question.");
      return;
    }
    OptionalInt numbers = rows.numbers();
    if (rows.cells().size() == 1) {
      lookAtOne(rows.cells().get(0));
    } else if (numbers.isEmpty() || rows.columns().size() > 3) {
      lookAtPlain();
    } else {
      lookAtSeries(numbers.getAsInt());
    }
    if (!rows.areAll()) {
      sentences.add("This rests on the first %d of %s rows."
          .formatted(rows.cells().size(), shown(BigDecimal.valueOf(rows.total()))));
    }
  }

  private void lookAtOne(List<@Nullable Object> row) {
    if (row.size() == 1 && isCount(0) && row.get(0) instanceof BigDecimal) {
      sentences.add("There are %s %s.".formatted(shown(row.get(0)), words(0)));
      return;
    }
    List<String> parts = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      parts.add("%s: %s".formatted(words(column), shown(row.get(column))));
    }
    String said = String.join(", ", parts);
    sentences.add(said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1) + ".");
  }

  private void lookAtPlain() {
    sentences.add("There are %s rows with %s."
        .formatted(shown(BigDecimal.valueOf(rows.total())), list(rows.columns())));
  }

  private void lookAtSeries(int column) {
    Series series = series(column);
    boolean isCount = isCount(column);
    int highest = series.highest();
    int lowest = series.lowest();
    sentences.add("%s has the %s %s, %s, and %s the %s, %s."
        .formatted(
            series.labels().get(highest),
            isCount ? "most" : "highest",
            words(column),
            shown(series.figures().get(highest)),
            series.labels().get(lowest),
            isCount ? "fewest" : "lowest",
            shown(series.figures().get(lowest))));
    addShares(series, column);
    addCourse(series);
  }

  /** The figures that are known, each with what it belongs to. */
  private Series series(int column) {
    List<String> labels = new ArrayList<>();
    List<BigDecimal> figures = new ArrayList<>();
    for (List<@Nullable Object> row : rows.cells()) {
      if (row.get(column) instanceof BigDecimal figure) {
        labels.add(label(row, column));
        figures.add(figure);
      }
    }
    return new Series(labels, figures);
  }

  /** Counts and totals can be added up, averages and extremes cannot. */
  private void addShares(Series series, int column) {
    String name = rows.columns().get(column);
    boolean addsUp = name.startsWith("total") || name.equals("rows");
    BigDecimal sum = series.sum();
    boolean hasShares =
        sum.signum() > 0 && series.figures().get(series.lowest()).signum() >= 0;
    if (addsUp && rows.areAll() && hasShares) {
      int highest = series.highest();
      sentences.add("Together these %d rows make %s; %s alone makes %s of it."
          .formatted(
              series.figures().size(),
              shown(sum),
              series.labels().get(highest),
              percent(series.figures().get(highest), sum)));
    }
  }

  /** Rows that are labelled with times, in their order, have a course. */
  private void addCourse(Series series) {
    List<String> labels = series.labels();
    int last = labels.size() - 1;
    boolean isCourse = last > 1
        && labels.stream().allMatch(label -> label.matches("\\d{4}(-.{1,5})?"))
        && labels.equals(labels.stream().sorted().toList());
    BigDecimal first = series.figures().get(0);
    if (isCourse && first.signum() > 0) {
      BigDecimal change = series.figures().get(last).subtract(first);
      sentences.add("From %s to %s it went %s by %s."
          .formatted(
              labels.get(0),
              labels.get(last),
              change.signum() < 0 ? "down" : "up",
              percent(change.abs(), first)));
    }
  }

  /** Things that are counted go by their plural, and have no figure of their own before it. */
  private boolean isCount(int column) {
    return rows.columns().get(column).matches("[^_]+s");
  }

  /** What the figure belongs to. */
  private String label(List<@Nullable Object> row, int figure) {
    List<String> parts = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      if (column != figure) {
        Object cell = row.get(column);
        parts.add(cell instanceof BigDecimal number ? number.toPlainString() : shown(cell));
      }
    }
    return parts.isEmpty() ? "one row" : String.join(", ", parts);
  }

  private String words(int column) {
    return rows.columns().get(column).replace('_', ' ');
  }

  private static String list(List<String> names) {
    List<String> words = names.stream().map(name -> name.replace('_', ' ')).toList();
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static String shown(@Nullable Object cell) {
    if (cell instanceof BigDecimal number) {
      boolean isWhole = number.stripTrailingZeros().scale() <= 0;
      DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
      return new DecimalFormat(isWhole ? "#,##0" : "#,##0.00", symbols).format(number);
    }
    return cell == null ? "unknown" : cell.toString();
  }

  private static String percent(BigDecimal part, BigDecimal whole) {
    return part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP) + " %";
  }
}
