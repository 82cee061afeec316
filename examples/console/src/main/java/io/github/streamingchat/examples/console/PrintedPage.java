package io.github.streamingchat.examples.console;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.examples.terminal.Cells;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Prints a page for a reader that can only go on: each message when it is whole.
 *
 * <p>For one thread.
 */
final class PrintedPage implements Audience {
  private static final int WIDTH = 80;

  private final Conversation conversation;
  private final PrintStream out;
  private final Cells cells;
  private final Palette palette = new Palette(false);

  /** How many messages were printed, or there before; of the last one how many rows. */
  private int printed;

  private @Nullable MessageRows last;
  private int rowsOfLast;
  private long rowsLaidOut;

  PrintedPage(Terminal measure, Conversation conversation, PrintStream out) {
    this.conversation = conversation;
    this.out = out;
    cells = new Cells(measure);
    printed = conversation.snapshot().size();
  }

  @Override
  public Outcome watch(Supplier<Answer> asked) {
    Outcome outcome = asked.get().join();
    look();
    return outcome;
  }

  @Override
  public void look() {
    var history = conversation.snapshot();
    for (int index = Math.max(0, last == null ? printed : printed - 1);
        index < history.size();
        index++) {
      print(history.get(index), index);
    }
    out.flush();
  }

  private void print(ChatMessage message, int index) {
    MessageRows rows = last;
    if (index >= printed || rows == null) {
      if (index > 0 && !message.metadata().containsKey(Container.GOES_ON)) {
        out.println();
      }
      rows = new MessageRows(cells, palette, WIDTH);
      last = rows;
      rowsOfLast = 0;
      printed = index + 1;
    }
    rowsLaidOut += rows.update(message, Long.MAX_VALUE);
    for (; rowsOfLast < rows.size(); rowsOfLast++) {
      out.println(rows.row(rowsOfLast));
    }
  }

  @Override
  public long rowsLaidOut() {
    return rowsLaidOut;
  }
}
