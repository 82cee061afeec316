package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a question from a stdin that is no terminal. Programs that start others often leave them a
 * pipe that is open and stays silent; only a pipe that says something within a while is waited for.
 */
final class PipedQuestion {
  /** A longer question is cut here. */
  private static final int MAX_BYTES = 1_000_000;

  private final InputStream in;
  private final CompletableFuture<Integer> firstByte = new CompletableFuture<>();
  private final CompletableFuture<String> text = new CompletableFuture<>();

  PipedQuestion(InputStream in) {
    this.in = in;
  }

  /**
   * Reads to the end.
   *
   * @param patience how long to wait for the first byte
   * @return the text without the space around it, or empty if there is none or it did not begin
   */
  Optional<String> read(Duration patience) {
    Thread reader = new Thread(this::readAll, "stdin");
    reader.setDaemon(true);
    reader.start();
    try {
      firstByte.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.of(text.get().strip()).filter(question -> !question.isEmpty());
    } catch (TimeoutException silent) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void readAll() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      int first = in.read();
      firstByte.complete(first);
      if (first >= 0) {
        bytes.write(first);
        bytes.writeBytes(in.readNBytes(MAX_BYTES));
      }
    } catch (IOException closed) {
      firstByte.complete(-1); // what was read before it is the question
    }
    text.complete(bytes.toString(UTF_8));
  }
}
