package io.github.streamingchat.examples.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A terminal that can only go forward: the answer as it comes, without cursor and status. */
final class PlainScreen implements Screen {
  private final Terminal terminal;
  private final PrintWriter out;
  private boolean begun;
  private @Nullable Block last;
  private boolean atLineStart = true;

  PlainScreen(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.writer();
  }

  @Override
  public void say(Note note) {
    out.println(Cells.printable(note.text()));
    terminal.flush();
  }

  @Override
  public void begin(Block block) {
    if (!atLineStart) {
      out.println();
    }
    if (last != null && !(last.isLine() && block.isLine())) {
      out.println();
    }
    last = block;
    atLineStart = true;
  }

  @Override
  public void append(String text) {
    String printable = Cells.printable(text);
    out.print(printable);
    if (!printable.isEmpty()) {
      atLineStart = printable.endsWith("\n");
    }
  }

  @Override
  public void paint(Status status) {
    if (!begun) {
      begun = true;
      out.println(status.text());
    }
    terminal.flush();
  }

  @Override
  public void end(List<Note> notes) {
    if (!atLineStart) {
      out.println();
    }
    notes.forEach(this::say);
    out.println();
    terminal.flush();
    begun = false;
    last = null;
    atLineStart = true;
  }
}
