package io.github.streamingchat.examples.console;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * Plays scenes before a person, who may go on to the next one or leave at any time, and read back. The
 * calling thread paints and reads keys; a thread of its own plays, so that a scene may block.
 */
final class Show {
  private static final long FRAME_MILLIS = 20;
  private static final List<String> HINTS = List.of("Enter next", "q quit", "↑↓ look back");
  private static final List<String> LAST_HINTS = List.of("The end", "q quit", "↑↓ look back");

  private enum Key {
    NEXT,
    QUIT,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    END
  }

  private final Terminal terminal;
  private final LivePage view;
  private final Page page;
  private final List<Scene> scenes;
  private final Duration between;
  private final LongSupplier nanoTime;
  private final KeyMap<Key> keys = new KeyMap<>();
  private final BindingReader reader;
  private volatile boolean left;

  /**
   * Makes a show.
   *
   * @param between how long a scene stands before the next one begins by itself
   */
  Show(
      Terminal terminal,
      LivePage view,
      Page page,
      List<Scene> scenes,
      Duration between,
      LongSupplier nanoTime) {
    this.terminal = terminal;
    this.view = view;
    this.page = page;
    this.scenes = scenes;
    this.between = between;
    this.nanoTime = nanoTime;
    reader = new BindingReader(terminal.reader());
    bindKeys();
  }

  private void bindKeys() {
    keys.bind(Key.NEXT, "\r", "\n", " ");
    keys.bind(Key.QUIT, "q", "Q", KeyMap.ctrl('D'));
    bind(Key.UP, Capability.key_up, "\033[A");
    bind(Key.DOWN, Capability.key_down, "\033[B");
    bind(Key.PAGE_UP, Capability.key_ppage, "\033[5~");
    bind(Key.PAGE_DOWN, Capability.key_npage, "\033[6~");
    bind(Key.END, Capability.key_end, "\033[F");
  }

  /** Terminals send other keys than they promise, unless they were asked to keep it. */
  private void bind(Key key, Capability promised, String usual) {
    keys.bind(key, usual);
    String sequence = KeyMap.key(terminal, promised);
    if (sequence != null) {
      keys.bind(key, sequence);
    }
  }

  /** Plays to the end, which the person chooses. */
  void play() throws IOException {
    Attributes cooked = terminal.enterRawMode();
    SignalHandler before = terminal.handle(Signal.INT, signal -> left = true);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    terminal.puts(Capability.keypad_xmit);
    ExecutorService stage = Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, "console-stage");
      thread.setDaemon(true);
      return thread;
    });
    try {
      for (int number = 0; number < scenes.size() && !left; number++) {
        play(number, stage);
      }
    } finally {
      stage.shutdownNow();
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.cursor_normal);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
      terminal.handle(Signal.INT, before);
      terminal.setAttributes(cooked);
    }
  }

  private void play(int number, ExecutorService stage) throws IOException {
    Scene scene = scenes.get(number);
    boolean isLast = number == scenes.size() - 1;
    String title = "%d/%d %s".formatted(number + 1, scenes.size(), scene.title());
    view.follow();
    Future<?> playing = stage.submit(() -> perform(scene));
    boolean next = false;
    while (!playing.isDone()) {
      next |= frame(title, HINTS);
      if (next || left) {
        playing.cancel(true);
      }
    }
    requirePlayed(playing);
    next &= !isLast; // nothing comes behind it
    long ended = nanoTime.getAsLong();
    while (!next && !left && (isLast || nanoTime.getAsLong() - ended < between.toNanos())) {
      next = frame(title, isLast ? LAST_HINTS : HINTS) && !isLast;
    }
  }

  private void perform(Scene scene) {
    try {
      scene.script().play(page);
    } catch (InterruptedException | SceneLeftException leftByThePerson) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requirePlayed(Future<?> playing) {
    try {
      if (!playing.isCancelled()) {
        playing.get();
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a scene broke", broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Paints, does what a key says that was pressed meanwhile, and tells whether that is to go on. */
  private boolean frame(String title, List<String> hints) throws IOException {
    view.frame(title, hints);
    int first = reader.peekCharacter(FRAME_MILLIS);
    if (first == NonBlockingReader.EOF) {
      left = true;
    }
    if (first < 0) {
      return false;
    }
    Key key = reader.readBinding(keys, null, false);
    if (key == Key.NEXT) {
      return true;
    }
    if (key != null) {
      press(key);
    }
    return false;
  }

  private void press(Key key) {
    switch (key) {
      case QUIT -> left = true;
      case UP -> view.scroll(1);
      case DOWN -> view.scroll(-1);
      case PAGE_UP -> view.scroll(view.pageHeight() - 1);
      case PAGE_DOWN -> view.scroll(1 - view.pageHeight());
      case END -> view.follow();
      case NEXT -> {}
    }
  }
}
