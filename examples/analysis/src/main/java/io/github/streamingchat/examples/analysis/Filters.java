package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rows that a question is about: those with certain values, of a certain time. For one thread. */
final class Filters {
  /** What is wanted of each expression; all of a day, a month and a year, or one of several months. */
  private final Map<String, Set<String>> wanted = new LinkedHashMap<>();

  /** Rows with one of all values that are named of a column. */
  void add(Column column, String value) {
    want(column.name(), "'" + value.replace("'", "''") + "'");
  }

  private void want(String expression, String literal) {
    wanted.computeIfAbsent(expression, any -> new LinkedHashSet<>()).add(literal);
  }

  /** Takes a year, a month or a day, and tells whether the word is one. */
  boolean addTime(String word, Column time) {
    for (Month month : Month.values()) {
      if (month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(word)) {
        want("month(%s)".formatted(time.name()), Integer.toString(month.getValue()));
        return true;
      }
    }
    if (word.matches("(19|20)\\d\\d")) {
      want("year(%s)".formatted(time.name()), word);
      return true;
    }
    return addDate(word, time);
  }

  private boolean addDate(String word, Column time) {
    try {
      if (word.length() == "2025-12".length()) {
        want("strftime(%s, '%%Y-%%m')".formatted(time.name()), "'" + YearMonth.parse(word) + "'");
        return true;
      }
      want("%s::DATE".formatted(time.name()), "'" + LocalDate.parse(word) + "'");
      return true;
    } catch (DateTimeException other) {
      return false;
    }
  }

  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    wanted.forEach((expression, literals) -> conditions.add(
        literals.size() == 1
            ? expression + " = " + literals.iterator().next()
            : "%s IN (%s)".formatted(expression, String.join(", ", literals))));
    return conditions;
  }
}
