package io.github.streamingchat.examples.analysis.data;

import java.util.List;

/**
 * A column of the table.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name made of lower-case letters, digits and underscores
 * @param type what DuckDB calls it, such as {@code DECIMAL(9,2)}
 * @param kind what can be done with it
 * @param values all values of a text that has few of them, else none
 */
public record Column(String name, String type, Kind kind, List<String> values) {
  /** What can be done with a column. */
  public enum Kind {
    /** It can be added up. */
    NUMBER,

    /** It stands for a day or a moment. */
    TIME,

    /** It can be compared only. */
    TEXT
  }

  /**
   * Copies the values.
   *
   * @param name the name
   * @param type what DuckDB calls it
   * @param kind what can be done with it
   * @param values its values, if they are few
   */
  public Column {
    values = List.copyOf(values);
  }

  static Kind kindOf(String type) {
    if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
      return Kind.TIME;
    }
    boolean isNumber = type.endsWith("INT")
        || type.equals("INTEGER")
        || type.equals("DOUBLE")
        || type.equals("FLOAT")
        || type.startsWith("DECIMAL");
    return isNumber ? Kind.NUMBER : Kind.TEXT;
  }
}
