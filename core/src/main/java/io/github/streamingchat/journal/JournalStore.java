package io.github.streamingchat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the lines of a journal are kept, in their order. A line is a JSON object of well-formed Unicode
 * without line breaks; what it says is none of the store's business. Two stores are here: {@linkplain
 * #file a file} and {@linkplain #inMemory() memory}; a database is another, with a line a row, {@link
 * #append} an insert and {@link #force()} a commit.
 *
 * <p>What every store promises:
 *
 * <ul>
 *   <li>What was appended when {@link #force()} returned is there for good, whatever becomes of the
 *       program or the machine.
 *   <li>When {@link #append} or {@link #force()} throws, all that was appended since the last {@link
 *       #force()} is gone, at the latest when the next line is appended; the journal appends it anew.
 *   <li>When the program ends in between, any number of the lines since then may be there, the last of
 *       them perhaps cut short, but none without those before it.
 *   <li>One journal at a time writes to it.
 * </ul>
 *
 * <p>Implementations need not be thread-safe: a {@link Journal} calls its store from one thread at a
 * time.
 */
public interface JournalStore extends AutoCloseable {
  /**
   * Opens a file of lines in UTF-8, or makes one. As long as it is open, a file of the same name with
   * {@code .lock} behind it is locked; that file stays, empty, when it is closed.
   *
   * @param file the file; its directory must be there
   * @return the store
   * @throws JournalException if the file is in use or cannot be opened for writing
   */
  static JournalStore file(Path file) {
    return FileStore.open(file);
  }

  /**
   * Makes a store that forgets all when it is no longer reachable. It may be opened again after it was
   * closed.
   *
   * @return an empty store
   */
  static JournalStore inMemory() {
    return new MemoryStore();
  }

  /**
   * Gives all lines in their order. Called before anything is appended.
   *
   * @param to takes them one by one, and keeps no more of them than it needs
   * @throws IOException if they cannot be read
   */
  void read(Consumer<? super JournalLine> to) throws IOException;

  /**
   * Adds lines at the end.
   *
   * @param lines the lines, each without its end
   * @throws IOException if it fails; then nothing counts that was appended since the last {@link #force}
   */
  void append(List<String> lines) throws IOException;

  /**
   * Makes all that was appended last, whatever becomes of the program or the machine.
   *
   * @throws IOException if it fails; then nothing counts that was appended since the last time
   */
  void force() throws IOException;

  /**
   * Removes the line at a position and all that follow it.
   *
   * @param position as {@link #read} gave it
   * @throws IOException if it fails; then nothing is removed
   */
  void cut(long position) throws IOException;

  /**
   * Puts lines in the place of all that are there, in one step that is made to last as by {@link
   * #force()}: whoever reads finds either.
   *
   * @param lines the lines, each without its end; the last one read before this returns
   * @param keepOld whether those that were there are to stay somewhere, for a person to look at
   * @throws IOException if it fails; then those that were there stay
   */
  void replace(Iterator<String> lines, boolean keepOld) throws IOException;

  /**
   * Gives back what the store holds open. No other call follows.
   *
   * @throws IOException if that fails; what was forced is kept nevertheless
   */
  @Override
  void close() throws IOException;
}
