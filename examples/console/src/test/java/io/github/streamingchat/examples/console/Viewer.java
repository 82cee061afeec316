package io.github.streamingchat.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;

/** Somebody who watches a terminal in memory. */
final class Viewer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final ScreenTerminal.VirtualTerminal virtual;

  Viewer(int columns, int rows) throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", columns, rows);
  }

  Terminal terminal() {
    return virtual.terminal();
  }

  void press(String keys) throws IOException {
    virtual.terminal().processInputBytes(keys.getBytes(UTF_8));
  }

  void interrupts() {
    virtual.terminal().raise(Terminal.Signal.INT);
  }

  void resizes(int columns, int rows) {
    virtual.screen().setSize(columns, rows);
    virtual.terminal().setSize(Size.of(columns, rows));
  }

  String screen() {
    return virtual
        .screen()
        .toString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  void sees(String text) throws InterruptedException {
    sees(screen -> screen.contains(text), text);
  }

  void sees(Predicate<String> what, String description) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!what.test(screen())) {
      assertThat(System.nanoTime() - end)
          .as("waited for: %s%non the screen:%n%s", description, screen())
          .isNegative();
      virtual.screen().waitDirty(50);
    }
  }

  @Override
  public void close() throws IOException {
    virtual.terminal().close();
  }
}
