package io.github.streamingchat.examples.analysis.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query gave.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sql what was run
 * @param columns the names of the columns
 * @param rows the first rows, {@link Table#KEPT_ROWS} at most, as JSON values: Boolean, finite numbers,
 *     Strings and null
 * @param totalRows how many rows there are in all
 * @param complete whether that is the exact number; if not, there are more, which were not counted
 * @param time how long it took to run it and to count the rows
 */
public record QueryResult(
    String sql,
    List<String> columns,
    List<List<@Nullable Object>> rows,
    long totalRows,
    boolean complete,
    Duration time) {
  /**
   * Copies the collections.
   *
   * @param sql what was run
   * @param columns the names of the columns
   * @param rows the first rows
   * @param totalRows how many rows there are in all
   * @param complete whether that is the exact number
   * @param time how long it took
   */
  public QueryResult {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> unmodifiable = new ArrayList<>();
    rows.forEach(row -> unmodifiable.add(Collections.unmodifiableList(row)));
    rows = Collections.unmodifiableList(unmodifiable);
  }
}
