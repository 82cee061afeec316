package io.github.streamingchat.examples.console;

import io.github.streamingchat.Part;
import io.github.streamingchat.examples.terminal.Cells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small table.
 *
 * <p>Immutable and thread-safe.
 *
 * @param columns their names
 * @param rows one value for each column; JSON values but null
 */
record Table(List<String> columns, List<List<Object>> rows) implements Shape {
  static final String TYPE = "table";

  private static final String GAP = "  ";

  /** JLine prints a thin one as a dash. */
  private static final String LINE = "━";

  private static final String ELLIPSIS = "…";
  private static final int NARROWEST = 3;

  Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Begins a table with its first row, whose keys are the columns. */
  static Table of(Map<?, ?> first) {
    return new Table(first.keySet().stream().map(String::valueOf).toList(), List.of()).with(first);
  }

  /** Gives the table with one more row; a column that the row does not know stays empty. */
  Table with(Map<?, ?> row) {
    List<Object> values =
        columns.stream().map(column -> value(row, column)).collect(Collectors.toList());
    List<List<Object>> longer = new ArrayList<>(rows);
    longer.add(values);
    return new Table(columns, longer);
  }

  private static Object value(Map<?, ?> row, String column) {
    Object value = row.get(column);
    return value instanceof Number || value instanceof Boolean
        ? value
        : Objects.toString(value, "");
  }

  static Optional<Shape> of(Part.Data part) {
    if (part.value() instanceof Map<?, ?> table
        && table.get("columns") instanceof List<?> columns
        && table.get("rows") instanceof List<?> rows) {
      List<String> names = columns.stream().map(String::valueOf).toList();
      return Optional.of(new Table(names, rows.stream().map(Table::values).toList()));
    }
    return Optional.empty();
  }

  private static List<Object> values(Object row) {
    return row instanceof List<?> values
        ? values.stream().map(value -> Objects.requireNonNullElse(value, "")).toList()
        : List.of(String.valueOf(row));
  }

  @Override
  public Part.Data part() {
    return new Part.Data(TYPE, null, Map.of("columns", columns, "rows", rows));
  }

  @Override
  public List<String> rows(Cells cells, int width) {
    List<Integer> widths = widths(cells, width);
    List<String> drawn = new ArrayList<>();
    drawn.add(row(cells, columns, widths));
    drawn.add(widths.stream().map(LINE::repeat).collect(Collectors.joining(GAP)));
    rows.forEach(row -> drawn.add(row(cells, row, widths)));
    return drawn.stream().map(row -> cells.firstOf(row, width)).toList();
  }

  /** The widest column gives way until all fit, or all are narrow; what is over then is cut off. */
  private List<Integer> widths(Cells cells, int width) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int at = column;
      int widest = rows.stream()
          .filter(row -> at < row.size())
          .mapToInt(row -> cells.width(Shape.shown(row.get(at))))
          .max()
          .orElse(0);
      widths.add(Math.max(widest, cells.width(Shape.shown(columns.get(at)))));
    }
    int room = width - GAP.length() * (columns.size() - 1);
    while (sum(widths) > room && !widths.isEmpty() && Collections.max(widths) > NARROWEST) {
      int widest = Collections.max(widths);
      widths.set(widths.indexOf(widest), widest - 1);
    }
    return widths;
  }

  private static int sum(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }

  private static String row(Cells cells, List<?> values, List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(column ->
            cell(cells, column < values.size() ? values.get(column) : "", widths.get(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String cell(Cells cells, Object value, int width) {
    String whole = Shape.shown(value);
    String shown = cells.width(whole) <= width
        ? whole
        : cells.firstOf(whole, width - cells.width(ELLIPSIS)) + ELLIPSIS;
    String space = " ".repeat(Math.max(0, width - cells.width(shown)));
    return value instanceof Number ? space + shown : shown + space;
  }
}
