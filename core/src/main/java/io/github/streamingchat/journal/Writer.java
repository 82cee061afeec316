package io.github.streamingchat.journal;

import io.github.streamingchat.Change;
import io.github.streamingchat.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How much of a conversation its store has: up to one snapshot it was forced, up to a later one written,
 * and up to a later one still it is known. Each step forward is computed from the snapshots, so that a
 * store which fails costs nothing: the next step begins at what was forced last.
 *
 * <p>Not thread-safe.
 */
final class Writer {
  private final JournalStore store;
  private Snapshot known;
  private Snapshot written;
  private Snapshot forced;
  private Touched sinceWritten = new Touched();
  private Touched sinceForced = new Touched();
  private long writtenLine;
  private long forcedLine;

  /**
   * Begins with what the store has.
   *
   * @param lastLine the number of its last line
   */
  Writer(JournalStore store, Snapshot start, long lastLine) {
    this.store = store;
    this.known = start;
    this.written = start;
    this.forced = start;
    this.writtenLine = lastLine;
    this.forcedLine = lastLine;
  }

  /** Learns of a change that is to be written by and by. */
  void note(Change change) {
    sinceWritten.note(change);
    known = change.snapshot();
  }

  Snapshot known() {
    return known;
  }

  long forcedVersion() {
    return forced.version();
  }

  boolean isAllForced() {
    return forced.version() == known.version();
  }

  /** Writes what is known, without waiting for the disk. */
  void write() throws IOException {
    if (written.version() == known.version()) {
      return;
    }
    List<JournalRecord> records = Differences.between(written, known, sinceWritten);
    if (!records.isEmpty()) {
      append(lines(records, writtenLine));
    }
    sinceForced.note(sinceWritten);
    sinceWritten = new Touched();
    written = known;
  }

  private void append(List<String> lines) throws IOException {
    try {
      store.append(lines);
    } catch (Throwable failed) { // a store is the application's own code
      goBack();
      throw failed;
    }
    writtenLine += lines.size();
  }

  /** The records of one step: it counts with its last line. */
  private static List<String> lines(List<JournalRecord> records, long lastLine) {
    List<String> lines = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      boolean more = i < records.size() - 1;
      lines.add(new RecordLine(lastLine + 1 + i, more, records.get(i)).text());
    }
    return lines;
  }

  /** Makes all that is known last. */
  void force() throws IOException {
    write();
    if (writtenLine != forcedLine) {
      forceStore();
    }
    haveForced();
  }

  private void forceStore() throws IOException {
    try {
      store.force();
    } catch (Throwable failed) { // a store is the application's own code
      goBack();
      throw failed;
    }
  }

  private void haveForced() {
    sinceForced = new Touched();
    forced = written;
    forcedLine = writtenLine;
  }

  /**
   * Forgets what was written and not forced: the store has failed, and no longer has it. Whatever else
   * fails leaves the store as it is, and a line that was written twice would be damage.
   */
  private void goBack() {
    sinceForced.note(sinceWritten);
    sinceWritten = sinceForced;
    sinceForced = new Touched();
    written = forced;
    writtenLine = forcedLine;
  }

  /** Writes all that is known anew, in the place of what is there. */
  void restate(boolean keepOld) throws IOException {
    long lines = restate(store, known, keepOld);
    sinceWritten = new Touched();
    written = known;
    writtenLine = lines;
    haveForced();
  }

  /** Gives how many lines there are now. */
  static long restate(JournalStore store, Snapshot snapshot, boolean keepOld) throws IOException {
    Iterator<JournalRecord> records = Differences.all(snapshot).iterator();
    store.replace(
        new Iterator<>() {
          private long number;

          @Override
          public boolean hasNext() {
            return number == 0 || records.hasNext();
          }

          @Override
          public String next() {
            JournalRecord record = number == 0
                ? new JournalRecord.Opened(snapshot.conversationId(), RecordLine.FORMAT)
                : records.next();
            number++;
            return new RecordLine(number, false, record).text();
          }
        },
        keepOld);
    return 1L + snapshot.size();
  }
}
