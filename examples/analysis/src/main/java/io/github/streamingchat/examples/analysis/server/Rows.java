package io.github.streamingchat.examples.analysis.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rows that came with a question. A cell is a number, a text or nothing.
 *
 * <p>Immutable and thread-safe.
 *
 * @param columns the names of the columns
 * @param cells the rows, each as long as there are columns
 * @param total how many rows there are in all, of which these are the first
 */
record Rows(List<String> columns, List<List<@Nullable Object>> cells, long total) {
  /**
   * Reads what the client sent.
   *
   * @throws IllegalArgumentException if these are no rows, saying why
   */
  static Rows of(JsonNode results) {
    List<String> columns = new ArrayList<>();
    results.path("columns").forEach(column -> columns.add(column.asString("")));
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (JsonNode row : results.path("rows")) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row has %d cells, and there are %d columns".formatted(row.size(), columns.size()));
      }
      List<@Nullable Object> line = new ArrayList<>();
      row.forEach(cell -> line.add(cell(cell)));
      cells.add(Collections.unmodifiableList(line));
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("queryResults has no columns");
    }
    return new Rows(columns, cells, Math.max(results.path("totalRows").asLong(0), cells.size()));
  }

  private static @Nullable Object cell(JsonNode cell) {
    if (cell.isNull()) {
      return null;
    }
    return cell.isNumber()
        ? cell.decimalValue()
        : cell.isString() ? cell.asString() : cell.toString();
  }

  boolean areAll() {
    return total == cells.size();
  }

  /** Gives the last column that holds numbers only. */
  OptionalInt numbers() {
    return IntStream.iterate(columns.size() - 1, column -> column >= 0, column -> column - 1)
        .filter(column -> cells.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell == null || cell instanceof BigDecimal))
        .filter(column -> cells.stream().anyMatch(row -> row.get(column) != null))
        .findFirst();
  }
}
