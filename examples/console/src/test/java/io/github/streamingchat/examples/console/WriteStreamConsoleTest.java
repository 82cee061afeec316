package io.github.streamingchat.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.view.Pace;
import io.github.streamingchat.view.Typewriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The show, from its first scene to its end. */
@Timeout(60)
class WriteStreamConsoleTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Typewriter QUICK = Typewriter.at(new Pace.Characters(2000));

  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private Viewer viewer;

  private void plays(
      int columns, int rows, Duration perItem, Typewriter typewriter, Duration between)
      throws IOException {
    viewer = new Viewer(columns, rows);
    Thread show = new Thread(() -> {
      try {
        WriteStreamConsole.play(
            viewer.terminal(), new Palette(true), new Sources(perItem), typewriter, between);
        left.complete(null);
      } catch (IOException | RuntimeException | Error broken) {
        left.completeExceptionally(broken);
      }
    });
    show.setDaemon(true);
    show.start();
  }

  @AfterEach
  void close() throws Exception {
    if (viewer != null) {
      viewer.close();
    }
  }

  private void leaves() throws Exception {
    left.get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"80,24", "40,12"})
  void enterGoesThroughTheScenesAndQLeaves(int columns, int rows) throws Exception {
    plays(columns, rows, Duration.ZERO, QUICK, NEVER);
    viewer.sees("1/9 Containers");
    viewer.sees("🦉 Owl");
    next("2/9", "→ returned a String of 193");
    next("3/9", "→ returned a String of 139");
    next("4/9", "→ returned a String of 182");
    next("5/9", "→ returned a String of 65");
    next("6/9", "→ returned a List of 11");
    next("7/9", "→ returned a String of 64");
    next("8/9", "error: APPLICATION");
    next("9/9", "The end");
    viewer.press("q");
    leaves();
  }

  private void next(String title, String seen) throws Exception {
    viewer.press("\r");
    viewer.sees(title);
    viewer.sees(seen);
    assertThat(left).isNotDone();
  }

  @Test
  void itGoesOnByItself() throws Exception {
    plays(80, 24, Duration.ZERO, QUICK, Duration.ZERO);
    viewer.sees("9/9");
    viewer.sees("The end");
    viewer.press("q");
    leaves();
  }

  @Test
  void enterInTheMiddleOfAStreamStopsItAndShowsWhatCame() throws Exception {
    plays(80, 24, Duration.ofMillis(200), Typewriter.at(new Pace.Characters(1)), NEVER);
    viewer.sees("🦉 Owl");
    viewer.press("\r");
    viewer.sees("W▌");
    viewer.press("\r");
    viewer.sees("3/9");
    viewer.sees("■ stopped");
    viewer.interrupts();
    leaves();
  }

  @Test
  void arrowsLookBackIntoTheHistory() throws Exception {
    plays(80, 24, Duration.ZERO, QUICK, NEVER);
    viewer.sees("🦉 Owl");
    for (int i = 0; i < 20; i++) {
      viewer.press("\033[5~");
    }
    viewer.sees("Looking back");
    viewer.sees("Question 24");
    viewer.press("\033[F");
    viewer.sees("🦉 Owl");
    viewer.press("q");
    leaves();
  }

  @Test
  void withoutATerminalItIsPrintedStraightThrough() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WriteStreamConsole.print(new PrintStream(bytes, false, UTF_8));
    String printed = bytes.toString(UTF_8);

    assertThat(printed)
        .startsWith("\n— Containers —\n")
        .contains(
            "🧑 You\n   Hello 👋\n",
            "🤖 Assistant\n   Hello human, so many:\n   Monday  ██",
            "   and what has changed is shown at best.\n",
            "   ━━━━━  ━━━━  ━━━━━━━━━━━━━━\n   Donau  2857  Schwarzes Meer\n   長江   6300  東シナ海\n",
            "→ returned a List of 11: a text, 2, 3, 5.5,",
            "   ✗ The application's own source of the answer failed",
            "— Only what has changed —")
        .doesNotContain("\033", "Question 1?");
  }
}
