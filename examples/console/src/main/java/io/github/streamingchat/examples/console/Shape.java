package io.github.streamingchat.examples.console;

import io.github.streamingchat.Part;
import io.github.streamingchat.examples.terminal.Cells;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something to look at that is no text. It is kept in a message as data, and drawn for any width. */
sealed interface Shape permits Table, BarChart {
  /** Gives it as a part of a message. */
  Part.Data part();

  /** Draws it. */
  List<String> rows(Cells cells, int width);

  /** Finds the shape that a part was made of. */
  static Optional<Shape> of(Part.Data part) {
    return switch (part.type()) {
      case Table.TYPE -> Table.of(part);
      case BarChart.TYPE -> BarChart.of(part);
      default -> Optional.empty();
    };
  }

  /** Gives a value as it is shown: numbers with the same digits everywhere. */
  static String shown(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Cells.printable(String.valueOf(value)).replace('\n', ' ');
  }
}
