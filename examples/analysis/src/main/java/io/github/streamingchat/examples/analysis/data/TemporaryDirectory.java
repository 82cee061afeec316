package io.github.streamingchat.examples.analysis.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A directory of this process alone, which is deleted with all files in it: when it is closed, or when
 * the process is ended from outside.
 *
 * <p>Thread-safe.
 */
final class TemporaryDirectory implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::delete, "delete-table");

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  static TemporaryDirectory create() throws IOException {
    TemporaryDirectory directory =
        new TemporaryDirectory(Files.createTempDirectory("streaming-chat-table"));
    Runtime.getRuntime().addShutdownHook(directory.atExit);
    return directory;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exits) {
      return; // the hook runs
    }
  }

  /** What cannot be deleted is left to the system, whose directory it is in. */
  private void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException inUse) {
      return;
    }
  }
}
