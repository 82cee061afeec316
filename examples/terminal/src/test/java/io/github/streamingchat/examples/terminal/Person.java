package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;

/** Somebody before a terminal in memory, who sees its screen and presses its keys. */
final class Person {
  private static final long PATIENCE_MILLIS = 20_000;

  private final ScreenTerminal.VirtualTerminal terminal;

  Person(int columns, int rows) throws IOException {
    terminal = ScreenTerminal.withTerminal("test", "xterm-256color", columns, rows);
  }

  Terminal terminal() {
    return terminal.terminal();
  }

  void type(String keys) throws IOException {
    terminal.terminal().processInputBytes(keys.getBytes(UTF_8));
  }

  void interrupts() {
    terminal.terminal().raise(Terminal.Signal.INT);
  }

  void resize(int columns, int rows) {
    terminal.screen().setSize(columns, rows);
    terminal.terminal().setSize(new Size(columns, rows));
    terminal.terminal().raise(Terminal.Signal.WINCH);
  }

  /** Gives the rows of the screen without the space at their ends. */
  String screen() {
    return terminal
        .screen()
        .toString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  void sees(String text) throws InterruptedException {
    sees(screen -> screen.contains(text), text);
  }

  void sees(Predicate<String> what, String description) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!what.test(screen())) {
      assertThat(System.nanoTime() - end)
          .as("waited for: %s%non the screen:%n%s", description, screen())
          .isNegative();
      terminal.screen().waitDirty(100);
    }
  }
}
