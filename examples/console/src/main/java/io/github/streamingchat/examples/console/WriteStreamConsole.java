package io.github.streamingchat.examples.console;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.examples.terminal.SystemTerminal;
import io.github.streamingchat.view.Pace;
import io.github.streamingchat.view.Typewriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;

/**
 * A show of what can be written into a chat piece by piece: before a terminal it is typed, and a person
 * goes on to the next scene with Enter and leaves with q; without one it is printed straight through.
 */
public final class WriteStreamConsole {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final Duration PER_ITEM = Duration.ofMillis(80);
  private static final Duration BETWEEN_SCENES = Duration.ofSeconds(4);

  private WriteStreamConsole() {}

  /**
   * Plays the show, and ends the process: with 0, or 1 if it failed.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    if (args.length > 0) {
      System.err.println("The console takes no options; Enter goes on, q leaves.");
      return WRONG_USAGE;
    }
    try {
      if (SystemTerminal.isInput() && SystemTerminal.isOutput()) {
        try (Terminal terminal = SystemTerminal.open()) {
          if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            play(terminal, System.getenv());
            return 0;
          }
        }
      }
      print(new PrintStream(
          new FileOutputStream(FileDescriptor.out), false, SystemTerminal.outputCharset()));
      return 0;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      System.err.println("The show failed: " + failed);
      return FAILED;
    }
  }

  private static void play(Terminal terminal, Map<String, String> environment) throws IOException {
    Sources sources = new Sources(PER_ITEM);
    play(terminal, Palette.of(environment), sources, Typewriter.at(Pace.DEFAULT), BETWEEN_SCENES);
  }

  /** Plays it before a person. */
  static void play(
      Terminal terminal,
      Palette palette,
      Sources sources,
      Typewriter typewriter,
      Duration betweenScenes)
      throws IOException {
    Conversation conversation = Scenes.history();
    LivePage view = new LivePage(terminal, palette, conversation, typewriter, System::nanoTime);
    Page page = new Page(conversation, view);
    new Show(terminal, view, page, new Scenes(sources).all(), betweenScenes, System::nanoTime)
        .play();
  }

  /** Prints it, without a pause. */
  static void print(PrintStream out) throws IOException, InterruptedException {
    Conversation conversation = Scenes.history();
    try (Terminal measure =
        new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream())) {
      Page page = new Page(conversation, new PrintedPage(measure, conversation, out));
      for (Scene scene : new Scenes(new Sources(Duration.ZERO)).all()) {
        out.printf("%n— %s —%n", scene.title());
        scene.script().play(page);
      }
    }
    out.flush();
  }
}
