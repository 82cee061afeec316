package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows that a question is about: those with certain values, of a certain time. For one thread. */
final class Filters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> times = new ArrayList<>();

  /** Rows with one of all values that are named of a column. */
  void add(Column column, String value) {
    values
        .computeIfAbsent(column.name(), name -> new ArrayList<>())
        .add("'" + value.replace("'", "''") + "'");
  }

  /** Takes a year, a month or a day, and tells whether the word is one. */
  boolean addTime(String word, Column time) {
    Optional<String> condition = condition(word, time.name());
    condition.ifPresent(times::add);
    return condition.isPresent();
  }

  private static Optional<String> condition(String word, String time) {
    for (Month month : Month.values()) {
      if (month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(word)) {
        return Optional.of("month(%s) = %d".formatted(time, month.getValue()));
      }
    }
    if (word.matches("(19|20)\\d\\d")) {
      return Optional.of("year(%s) = %s".formatted(time, word));
    }
    try {
      return switch (word.length()) {
        case 7 ->
          Optional.of("strftime(%s, '%%Y-%%m') = '%s'".formatted(time, YearMonth.parse(word)));
        case 10 -> Optional.of("%s::DATE = '%s'".formatted(time, LocalDate.parse(word)));
        default -> Optional.empty();
      };
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    values.forEach((column, wanted) -> conditions.add(
        wanted.size() == 1
            ? column + " = " + wanted.get(0)
            : "%s IN (%s)".formatted(column, String.join(", ", wanted))));
    conditions.addAll(times);
    return conditions;
  }
}
