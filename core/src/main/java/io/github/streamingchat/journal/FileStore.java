package io.github.streamingchat.journal;

import io.github.streamingchat.LimitExceededException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines in a file, each ended by LF. What is appended goes behind what was appended before; after an
 * error the file is cut to what was forced last, before anything else is written. The lock is on a file
 * of its own, because {@link #replace} puts another file in the place of this one.
 *
 * <p>Not thread-safe.
 */
final class FileStore implements JournalStore {
  /** 128 MiB: a message of the default limit fits, even if every character of it has to be escaped. */
  static final int MAX_LINE_BYTES = 128 << 20;

  /**
   * The files that are open in this program: on POSIX, to open a lock's file a second time and close it
   * again gives up the lock that the first has (java.nio.channels.FileLock).
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel lockChannel;

  @SuppressWarnings({"unused", "FieldCanBeLocal"}) // held as long as its channel is open
  private final FileLock lock;

  private FileChannel channel;

  /** Where the next line goes. */
  private long end;

  /** What was forced is before it. */
  private long forcedEnd;

  /** Where a line that counts ends without its LF; {@link Replay#NOWHERE} if none does. */
  private long unendedAt = Replay.NOWHERE;

  /** Whether there may be something behind what was forced that must go. */
  private boolean mustGoBack;

  private FileStore(Path file, FileChannel lockChannel, FileLock lock, FileChannel channel)
      throws IOException {
    this.file = file;
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.channel = channel;
    this.end = channel.size();
    this.forcedEnd = end;
  }

  static FileStore open(Path file) {
    Path real;
    try {
      real = real(file.toAbsolutePath());
    } catch (IOException failed) {
      throw StoreErrors.of("open " + file, failed);
    }
    if (!OPEN.add(real)) {
      throw inUse(file);
    }
    List<FileChannel> opened = new ArrayList<>();
    FileStore store = null;
    try {
      store = open(real, opened);
    } catch (IOException failed) {
      throw StoreErrors.of("open " + file, failed);
    } finally {
      if (store == null) {
        opened.forEach(FileStore::closeQuietly);
        OPEN.remove(real);
      }
    }
    return store;
  }

  /** One name for one file: a lock beside a link would be another lock. */
  private static Path real(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? file.toRealPath()
        : file.resolveSibling("").toRealPath().resolve(file.getFileName());
  }

  private static FileStore open(Path file, List<FileChannel> opened) throws IOException {
    FileChannel lockChannel = FileChannel.open(
        beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    opened.add(lockChannel);
    FileLock lock = lockOf(lockChannel);
    if (lock == null) {
      throw inUse(file);
    }
    Files.deleteIfExists(beside(file, ".new")); // of a program that ended within replace
    FileChannel channel = openLines(file);
    opened.add(channel);
    forceDirectory(file);
    return new FileStore(file, lockChannel, lock, channel);
  }

  private static JournalException inUse(Path file) {
    return new JournalException(
        JournalException.Kind.IN_USE,
        "another journal writes to %s; close it first, or let both conversations have files of their own"
            .formatted(file),
        null);
  }

  private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProgram) {
      return null; // another copy of this class has it
    }
  }

  private static FileChannel openLines(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // what led here is the error to tell
    }
  }

  /** Makes the names of files last, where directories can be forced; elsewhere they last by themselves. */
  private static void forceDirectory(Path file) {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException noSuchThingHere) {
      // Windows does not open directories
    }
  }

  @Override
  public void read(Consumer<? super JournalLine> to) throws IOException {
    channel.position(0);
    boolean isEnded = new FileLines(MAX_LINE_BYTES, to).read(channel, end);
    unendedAt = isEnded ? Replay.NOWHERE : end;
  }

  @Override
  public void append(List<String> lines) throws IOException {
    goBackIfNeeded();
    mustGoBack = true; // whatever fails from here on
    StringBuilder text = new StringBuilder();
    if (end == unendedAt) {
      text.append('\n');
    }
    lines.forEach(line -> text.append(line).append('\n'));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
    requireReadable(lines, bytes.remaining());
    end = write(bytes, channel, end);
    mustGoBack = false;
  }

  /** What could not be read again must not be written. */
  private static void requireReadable(List<String> lines, int bytes) {
    if (bytes <= MAX_LINE_BYTES) {
      return;
    }
    for (String line : lines) {
      requireReadable(line.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private static void requireReadable(int lineBytes) {
    if (lineBytes > MAX_LINE_BYTES) {
      throw new LimitExceededException(
          "a journal's line", MAX_LINE_BYTES, lineBytes, "a JournalStore of your own");
    }
  }

  /** An error may have left something behind what counts, or closed the file, as an interrupt does. */
  private void goBackIfNeeded() throws IOException {
    if (!mustGoBack) {
      return;
    }
    if (!channel.isOpen()) {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    if (channel.size() < forcedEnd) {
      throw new IOException(
          "%s has %d bytes, but %d were written".formatted(file, channel.size(), forcedEnd));
    }
    channel.truncate(forcedEnd);
    end = forcedEnd;
    mustGoBack = false;
  }

  private static long write(ByteBuffer bytes, FileChannel to, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += to.write(bytes, at);
    }
    return at;
  }

  @Override
  public void force() throws IOException {
    goBackIfNeeded();
    mustGoBack = true; // what a disk failed to write once is not written by a second try
    channel.force(false);
    mustGoBack = false;
    forcedEnd = end;
  }

  @Override
  public void cut(long position) throws IOException {
    channel.truncate(position);
    channel.force(false);
    end = position;
    forcedEnd = position;
    unendedAt = Replay.NOWHERE;
  }

  @Override
  public void replace(Iterator<String> lines, boolean keepOld) throws IOException {
    Path made = beside(file, ".new");
    try (FileChannel to = FileChannel.open(
        made,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      keepPermissions(made);
      long at = 0;
      while (lines.hasNext()) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(lines.next() + '\n');
        requireReadable(line.remaining() - 1);
        at = write(line, to, at);
      }
      to.force(false);
    }
    if (keepOld) {
      copyTo(free());
    }
    channel.close(); // a file that is open cannot be replaced everywhere
    try {
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      channel = openLines(file);
    }
    forceDirectory(file);
    end = channel.size();
    forcedEnd = end;
    unendedAt = Replay.NOWHERE;
    mustGoBack = false;
  }

  /** Whoever could not read what was said cannot read it when it is written anew. */
  private void keepPermissions(Path made) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
    if (view != null && Files.exists(file)) {
      view.setPermissions(Files.getPosixFilePermissions(file));
    }
  }

  private void copyTo(Path aside) throws IOException {
    Files.copy(file, aside);
    try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      copy.force(true); // before the original is gone
    }
  }

  private Path free() {
    int number = 1;
    while (Files.exists(beside(file, ".damaged-" + number))) {
      number++;
    }
    return beside(file, ".damaged-" + number);
  }

  @Override
  public void close() throws IOException {
    if (!lockChannel.isOpen()) {
      return; // somebody else may have it open by now
    }
    try (lockChannel) {
      channel.close();
    } finally {
      OPEN.remove(file);
    }
  }
}
