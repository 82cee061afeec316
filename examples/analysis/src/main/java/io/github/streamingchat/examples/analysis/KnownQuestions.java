package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import io.github.streamingchat.examples.analysis.data.Column.Kind;
import io.github.streamingchat.examples.analysis.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes SQL of a small set of English questions, about any table: what {@link #examples} shows, with
 * other columns, values and numbers. Every word of a question must be understood, or none is answered:
 * a figure for another question than the one that was asked is worse than none.
 *
 * <p>Immutable and thread-safe.
 */
final class KnownQuestions implements SqlWriter {
  @Override
  public String write(String question, Schema schema, @Nullable Refused refused)
      throws NoSqlException {
    return sql(new Reading(question, schema).request(), schema);
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public void stop() {}

  private static String sql(Request request, Schema schema) {
    List<String> select = new ArrayList<>();
    String group = request.group();
    if (group != null) {
      select.add(group + (request.groupName().equals(group) ? "" : " AS " + request.groupName()));
    }
    select.add(request.measure() + " AS " + request.measureName());
    StringBuilder sql = new StringBuilder("SELECT ");
    if (request.rowsWanted() > 0) {
      sql.append('*');
    } else {
      sql.append(String.join(", ", select));
    }
    sql.append(" FROM ").append(schema.table());
    if (!request.filters().isEmpty()) {
      sql.append(" WHERE ").append(String.join(" AND ", request.filters()));
    }
    if (request.rowsWanted() > 0) {
      return sql.append(" LIMIT ").append(request.rowsWanted()).toString();
    }
    if (group != null) {
      sql.append(" GROUP BY ").append(request.groupName().equals(group) ? group : "1");
      sql.append(" ORDER BY ").append(order(request));
    }
    if (request.limit() > 0) {
      sql.append(" LIMIT ").append(request.limit());
    }
    return sql.toString();
  }

  private static String order(Request request) {
    if (request.limit() > 0 || !request.groupIsTime()) {
      return request.measureName() + (request.ascending() ? "" : " DESC") + " NULLS LAST";
    }
    return "1";
  }

  /**
   * Gives questions about a table that have an answer.
   *
   * @return questions in plain words, for the columns that there are
   */
  static List<String> examples(Schema schema) {
    List<String> examples = new ArrayList<>();
    Optional<Column> number = last(schema, Kind.NUMBER, "price");
    Optional<Column> time = schema.first(Kind.TIME);
    Optional<Column> few =
        schema.columns().stream().filter(column -> column.values().size() > 1).findFirst();
    examples.add("How many rows are there?");
    number.ifPresent(n -> examples.add("What is the total " + words(n) + "?"));
    few.ifPresent(text -> {
      number.ifPresent(n -> examples.add("Average %s by %s".formatted(words(n), words(text))));
      number.ifPresent(
          n -> examples.add("Top 3 %s by %s".formatted(Words.plural(words(text)), words(n))));
      examples.add("How many different %s are there?".formatted(Words.plural(words(text))));
    });
    time.flatMap(t -> number).ifPresent(n -> {
      examples.add("Total %s per month".formatted(words(n)));
      few.ifPresent(text -> examples.add("Which month had the highest %s for %s?"
          .formatted(words(n), text.values().get(0))));
    });
    examples.add("Show the first 5 rows");
    return examples;
  }

  /** A figure such as "revenue" or "amount" tends to stand behind what it is made of. */
  private static Optional<Column> last(Schema schema, Kind kind, String not) {
    List<Column> numbers =
        schema.columns().stream().filter(column -> column.kind() == kind).toList();
    return numbers.stream()
        .filter(column -> column.type().startsWith("DECIMAL") || column.type().equals("DOUBLE"))
        .filter(column -> !column.name().equals(not))
        .reduce((first, second) -> second)
        .or(() -> numbers.stream().reduce((first, second) -> second));
  }

  private static String words(Column column) {
    return column.name().replace('_', ' ');
  }
}
