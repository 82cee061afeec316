package io.github.streamingchat.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that keeps account of what was asked of it, and fails when it is told to. */
final class TroubledStore implements JournalStore {
  final List<String> lines = new ArrayList<>();
  int forced;
  int forces;
  int appends;
  int replaced;
  boolean closed;
  int closes;

  /** What to throw by whatever is called next, until it is null again. */
  @Nullable
  IOException trouble;

  /** Fails only in forcing. */
  boolean onlyForceFails;

  @Override
  public void read(Consumer<? super JournalLine> to) {
    for (int row = 0; row < lines.size(); row++) {
      to.accept(new JournalLine(row, lines.get(row)));
    }
  }

  @Override
  public void append(List<String> more) throws IOException {
    if (trouble != null && !onlyForceFails) {
      lines.add("a line that was cut sh");
      goBack();
      throw trouble;
    }
    appends++;
    lines.addAll(more);
  }

  @Override
  public void force() throws IOException {
    if (trouble != null) {
      goBack();
      throw trouble;
    }
    forces++;
    forced = lines.size();
  }

  private void goBack() {
    lines.subList(forced, lines.size()).clear();
  }

  @Override
  public void cut(long position) {
    lines.subList((int) position, lines.size()).clear();
    forced = lines.size();
  }

  @Override
  public void replace(Iterator<String> others, boolean keepOld) throws IOException {
    if (trouble != null) {
      throw trouble;
    }
    lines.clear();
    others.forEachRemaining(lines::add);
    forced = lines.size();
    replaced++;
  }

  @Override
  public void close() {
    closed = true;
    closes++;
  }
}
