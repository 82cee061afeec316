package io.github.streamingchat.examples.console;

import io.github.streamingchat.Part;
import io.github.streamingchat.examples.terminal.Cells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bars beside their names.
 *
 * <p>Immutable and thread-safe.
 *
 * @param bars how long each is, at least 0, by its name
 */
record BarChart(Map<String, Number> bars) implements Shape {
  static final String TYPE = "bar-chart";

  /** Bars that end in the middle of a cell, by eighths. */
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private static final int LONGEST = 40;

  BarChart {
    bars = Collections.unmodifiableMap(new LinkedHashMap<>(bars));
  }

  static Optional<Shape> of(Part.Data part) {
    if (!(part.value() instanceof Map<?, ?> members)) {
      return Optional.empty();
    }
    Map<String, Number> bars = new LinkedHashMap<>();
    members.forEach((name, length) -> {
      if (length instanceof Number number) {
        bars.put(String.valueOf(name), number);
      }
    });
    return Optional.of(new BarChart(bars));
  }

  @Override
  public Part.Data part() {
    return new Part.Data(TYPE, null, bars);
  }

  @Override
  public List<String> rows(Cells cells, int width) {
    int names = widest(cells, bars.keySet());
    int numbers = widest(cells, bars.values());
    int room = Math.max(1, Math.min(LONGEST, width - names - numbers - 2));
    double longest =
        bars.values().stream().mapToDouble(Number::doubleValue).max().orElse(0);
    List<String> rows = new ArrayList<>();
    bars.forEach((name, length) -> {
      String label = Shape.shown(name);
      String space = " ".repeat(names - cells.width(label));
      String bar = longest > 0 ? bar(length.doubleValue() / longest * room) : "";
      rows.add(cells.firstOf(label + space + " " + bar + " " + Shape.shown(length), width));
    });
    return rows;
  }

  private static int widest(Cells cells, Iterable<?> values) {
    int widest = 0;
    for (Object value : values) {
      widest = Math.max(widest, cells.width(Shape.shown(value)));
    }
    return widest;
  }

  private static String bar(double length) {
    int eighths = (int) Math.round(Math.max(0, length) * EIGHTHS.length());
    int rest = eighths % EIGHTHS.length();
    return "█".repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest));
  }
}
