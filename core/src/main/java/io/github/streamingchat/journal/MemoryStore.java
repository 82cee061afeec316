package io.github.streamingchat.journal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A store whose lines are rows: a line's position is its number. Not safe for several threads at once. */
final class MemoryStore implements JournalStore {
  private List<String> lines = new ArrayList<>();

  @Override
  public void read(Consumer<? super JournalLine> to) {
    for (int row = 0; row < lines.size(); row++) {
      to.accept(new JournalLine(row, lines.get(row)));
    }
  }

  @Override
  public void append(List<String> more) {
    lines.addAll(more);
  }

  @Override
  public void force() {
    // memory lasts as long as it does
  }

  @Override
  public void cut(long position) {
    lines.subList((int) position, lines.size()).clear();
  }

  @Override
  public void replace(Iterator<String> others, boolean keepOld) {
    List<String> replaced = new ArrayList<>();
    others.forEachRemaining(replaced::add);
    lines = replaced;
  }

  @Override
  public void close() {
    // may be opened again
  }
}
