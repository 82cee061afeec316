package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import io.github.streamingchat.examples.analysis.data.Column.Kind;
import java.util.Map;
import java.util.Optional;

/**
 * What a figure can be asked for by: a column, or a span of time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param expression in SQL
 * @param name in the result
 * @param isTime whether it has an order of its own
 */
record Group(String expression, String name, boolean isTime) {
  private static final Map<String, String> SPANS = Map.of(
      "day", "%s::DATE",
      "week", "date_trunc('week', %s)::DATE",
      "weekday", "dayname(%s)",
      "month", "strftime(%s, '%%Y-%%m')",
      "quarter", "concat(year(%1$s), '-Q', quarter(%1$s))",
      "year", "year(%s)");

  static Group of(Column column) {
    return column.kind() == Kind.TIME
        ? new Group(column.name() + "::DATE", "day", true)
        : new Group(column.name(), column.name(), column.kind() == Kind.NUMBER);
  }

  /** Gives the span of time that a word names, by a column. */
  static Optional<Group> span(String word, Column time) {
    return SPANS.entrySet().stream()
        .filter(span -> word.equals(span.getKey()) || word.equals(span.getKey() + "s"))
        .map(span -> new Group(
            span.getValue().formatted(time.name()),
            span.getKey(),
            !span.getKey().equals("weekday")))
        .findFirst();
  }
}
