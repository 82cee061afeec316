package io.github.streamingchat.examples.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * Paints a whole terminal, and only the rows that differ from what stands there. A page that has moved up
 * is moved by the terminal itself. (JLine's Display compares rows by their chars, and cuts an emoji in two
 * where another one with the same first half stood.)
 *
 * <p>For one thread.
 */
final class RowPainter {
  private final Terminal terminal;
  private List<AttributedString> painted = List.of();
  private long rowsPainted;

  RowPainter(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Forgets what stands there, as after a change of the window's size. */
  void clear() {
    terminal.puts(Capability.clear_screen);
    painted = List.of();
  }

  /** Paints as many rows as the terminal has, none of them wider than it is. */
  void paint(List<AttributedString> screen) {
    if (screen.equals(painted)) {
      return;
    }
    List<AttributedString> before = moved(screen);
    for (int row = 0; row < screen.size(); row++) {
      if (row >= before.size() || !screen.get(row).equals(before.get(row))) {
        terminal.puts(Capability.cursor_address, row, 0);
        screen.get(row).print(terminal);
        terminal.puts(Capability.clr_eol);
        rowsPainted++;
      }
    }
    terminal.flush();
    painted = List.copyOf(screen);
  }

  /** Moves what stands there up if fewer rows differ then, and gives it. */
  private List<AttributedString> moved(List<AttributedString> screen) {
    int best = 0;
    int fewest = differing(screen, 0);
    for (int up = 1; up < painted.size(); up++) {
      int differing = differing(screen, up);
      if (differing < fewest) {
        best = up;
        fewest = differing;
      }
    }
    if (best == 0) {
      return painted;
    }
    terminal.puts(Capability.cursor_address, 0, 0);
    terminal.puts(Capability.parm_delete_line, best);
    List<AttributedString> rest = new ArrayList<>(painted.subList(best, painted.size()));
    while (rest.size() < painted.size()) {
      rest.add(AttributedString.EMPTY);
    }
    return rest;
  }

  private int differing(List<AttributedString> screen, int up) {
    int differing = 0;
    for (int row = 0; row < painted.size() && row < screen.size(); row++) {
      AttributedString before =
          row + up < painted.size() ? painted.get(row + up) : AttributedString.EMPTY;
      differing += screen.get(row).equals(before) ? 0 : 1;
    }
    return differing;
  }

  long rowsPainted() {
    return rowsPainted;
  }
}
