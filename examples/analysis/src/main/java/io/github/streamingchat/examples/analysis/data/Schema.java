package io.github.streamingchat.examples.analysis.data;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the table before anything is asked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param table the table's name in SQL
 * @param columns the columns, in the order of the file
 * @param rows how many rows there are
 */
public record Schema(String table, List<Column> columns, long rows) {
  /**
   * Copies the columns.
   *
   * @param table the table's name
   * @param columns the columns
   * @param rows how many rows there are
   */
  public Schema {
    columns = List.copyOf(columns);
  }

  /**
   * Gives the first column of a kind.
   *
   * @param kind the kind
   * @return the column, or empty if there is none
   */
  public Optional<Column> first(Column.Kind kind) {
    return columns.stream().filter(column -> column.kind() == kind).findFirst();
  }
}
