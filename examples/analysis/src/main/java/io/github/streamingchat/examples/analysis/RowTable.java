package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Sets rows in columns, numbers to the right, as far as they fit on a line. */
final class RowTable {
  private static final int WIDEST_CELL = 30;
  private static final String GAP = "  ";

  private RowTable() {}

  /** Gives the lines of the first rows, the names of the columns first, and what is not shown last. */
  static List<String> lines(QueryResult result, int rows, int width) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(result.columns().stream().map(RowTable::cell).toList());
    List<List<@Nullable Object>> shown =
        result.rows().subList(0, Math.min(rows, result.rows().size()));
    shown.forEach(row -> cells.add(row.stream().map(RowTable::cell).toList()));
    List<Integer> widths = new ArrayList<>();
    int used = -GAP.length();
    for (int column = 0; column < result.columns().size(); column++) {
      int index = column;
      int widest = cells.stream().mapToInt(row -> length(row.get(index))).max().orElse(0);
      used += GAP.length() + widest;
      if (used > width && column > 0) {
        break;
      }
      widths.add(widest);
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < cells.size(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.size(); column++) {
        boolean isNumber = !shown.isEmpty() && isNumber(shown, column);
        line.append(column == 0 ? "" : GAP)
            .append(set(cells.get(row).get(column), widths.get(column), isNumber));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.addAll(rest(result, shown.size(), widths.size()));
    return lines;
  }

  private static List<String> rest(QueryResult result, int rows, int columns) {
    List<String> missing = new ArrayList<>();
    if (result.totalRows() > rows) {
      missing.add(String.format(
          Locale.ROOT,
          "%,d%s rows",
          result.totalRows() - rows,
          result.complete() ? "" : " or more"));
    }
    if (result.columns().size() > columns) {
      missing.add(
          String.join(", ", result.columns().subList(columns, result.columns().size())));
    }
    return missing.isEmpty()
        ? List.of()
        : List.of("(not shown: " + Printable.line(String.join("; ", missing)) + ")");
  }

  private static boolean isNumber(List<List<@Nullable Object>> rows, int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell == null || cell instanceof Number);
  }

  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : Printable.line(plain(value));
    AttributedString shown = new AttributedString(text);
    return shown.columnLength() <= WIDEST_CELL
        ? text
        : shown.columnSubSequence(0, WIDEST_CELL - 1) + "…";
  }

  /** A number without an exponent. */
  private static String plain(Object value) {
    boolean isBinary = value instanceof Double || value instanceof Float;
    return isBinary ? new BigDecimal(value.toString()).toPlainString() : value.toString();
  }

  private static int length(String cell) {
    return new AttributedString(cell).columnLength();
  }

  private static String set(String cell, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - length(cell)));
    return right ? space + cell : cell + space;
  }
}
