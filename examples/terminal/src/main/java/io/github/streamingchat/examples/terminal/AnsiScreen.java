package io.github.streamingchat.examples.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * A terminal whose last rows are painted again and again: the row that the answer is writing, and
 * below it the status and the line that is being typed. Rows above are final and scroll away as any
 * output does, so the answer can be read back and copied from the terminal.
 *
 * <p>Painting goes up to the first of the live rows and writes over them, erasing only what is left
 * of the old row behind the new one, so nothing flickers.
 */
final class AnsiScreen implements Screen {
  private static final String CURSOR = "▌";
  private static final String PROMPT = "› ";
  private static final Note BLANK = new Note("", Tone.PLAIN);

  /** In a window lower than this the blank row above the status is left out. */
  private static final int ROOM = 8;

  private final Terminal terminal;
  private final PrintWriter out;
  private final Cells cells;
  private final Palette palette;

  /** Rows that are final and not printed yet. */
  private final List<Note> complete = new ArrayList<>();

  private int columns;
  private RowWrapper wrapper;

  /** The widths of the rows painted last, the one with the terminal's cursor at the end. */
  private List<Integer> painted = List.of();

  private @Nullable Status shown;
  private @Nullable Block block;

  AnsiScreen(Terminal terminal, Palette palette) {
    this.terminal = terminal;
    this.palette = palette;
    out = terminal.writer();
    cells = new Cells(terminal);
    columns = columnsNow();
    wrapper = new RowWrapper(cells, columns - 1);
  }

  /** A terminal that does not know its width says 0. */
  private int columnsNow() {
    int width = terminal.getColumns();
    return width > 1 ? width : 80;
  }

  @Override
  public void say(Note note) {
    printNote(note);
    terminal.flush();
  }

  private void printNote(Note note) {
    RowWrapper rows = new RowWrapper(cells, columnsNow() - 1);
    rows.append(Cells.printable(note.text()) + "\n")
        .forEach(row -> println(new Note(row, note.tone())));
  }

  @Override
  public void begin(Block next) {
    adoptWidth();
    if (!wrapper.tail().isEmpty()) {
      complete(wrapper.append("\n"));
    }
    if (block != null && !(block.isLine() && next.isLine())) {
      complete.add(BLANK);
    }
    block = next;
    shown = null;
  }

  @Override
  public void append(String text) {
    adoptWidth();
    complete(wrapper.append(Cells.printable(text)));
    shown = null;
  }

  private void complete(List<String> rows) {
    rows.forEach(row -> complete.add(new Note(row, tone())));
  }

  private Tone tone() {
    return block == null ? Tone.PLAIN : block.tone();
  }

  private void adoptWidth() {
    if (columnsNow() != columns) {
      columns = columnsNow();
      complete(wrapper.resize(columns - 1));
      shown = null;
    }
  }

  @Override
  public void paint(Status status) {
    adoptWidth();
    if (status.equals(shown)) {
      return;
    }
    goToTop();
    printComplete();
    printLive(status);
    terminal.puts(Capability.clr_eos);
    terminal.flush();
    shown = status;
  }

  @Override
  public void end(List<Note> notes) {
    adoptWidth();
    goToTop();
    printComplete();
    if (!wrapper.tail().isEmpty()) {
      println(new Note(wrapper.tail(), tone()));
    }
    terminal.puts(Capability.clr_eos);
    if (block != null) {
      println(BLANK);
    }
    notes.forEach(this::printNote);
    println(BLANK);
    terminal.flush();
    painted = List.of();
    shown = null;
    block = null;
    wrapper = new RowWrapper(cells, columns - 1);
  }

  /**
   * Goes to the first live row. Terminals of today fold rows that a narrower window cannot hold, and
   * so the way up is counted in rows of the present width.
   */
  private void goToTop() {
    int up = 0;
    for (int row = 0; row < painted.size(); row++) {
      boolean last = row == painted.size() - 1;
      int width = painted.get(row);
      up += last ? width / columns : Math.max(1, (width + columns - 1) / columns);
    }
    out.print('\r');
    if (up > 0) {
      terminal.puts(Capability.parm_up_cursor, up);
    }
  }

  private void printComplete() {
    complete.forEach(this::println);
    complete.clear();
  }

  private void printLive(Status status) {
    List<AttributedString> rows = new ArrayList<>();
    rows.add(styled(wrapper.tail() + CURSOR, tone()));
    if (terminal.getRows() >= ROOM) {
      rows.add(AttributedString.EMPTY);
    }
    rows.add(styled(cells.firstOf(status.text(), columns - 1), Tone.QUIET));
    String typed = cells.lastOf(status.typed(), columns - 1 - cells.width(PROMPT));
    rows.add(AttributedString.join(
        AttributedString.EMPTY, styled(PROMPT, Tone.PROMPT), new AttributedString(typed)));
    for (int row = 0; row < rows.size() - 1; row++) {
      print(rows.get(row));
      out.print("\r\n");
    }
    print(rows.get(rows.size() - 1));
    painted = rows.stream().map(cells::width).toList();
  }

  private void println(Note row) {
    print(styled(row.text(), row.tone()));
    out.print("\r\n");
  }

  private AttributedString styled(String text, Tone tone) {
    return new AttributedString(text, palette.style(tone));
  }

  private void print(AttributedString row) {
    row.print(terminal);
    terminal.puts(Capability.clr_eol);
  }
}
