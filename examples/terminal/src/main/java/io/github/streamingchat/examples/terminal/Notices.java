package io.github.streamingchat.examples.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens beside the answer that is shown. A notice stands above the prompt at once, and waits
 * while an answer comes, so that it does not stand in the middle of it.
 *
 * <p>Thread-safe.
 */
final class Notices {
  private final List<Screen.Note> waiting = new ArrayList<>();
  private @Nullable Consumer<Screen.Note> shown;

  synchronized void tell(Screen.Note notice) {
    if (shown == null) {
      waiting.add(notice);
    } else {
      shown.accept(notice);
    }
  }

  /** Shows what waits, and what comes, until they are held. */
  synchronized void show(Consumer<Screen.Note> where) {
    take().forEach(where);
    shown = where;
  }

  synchronized void hold() {
    shown = null;
  }

  /** Gives what waits, which is then shown by the caller. */
  synchronized List<Screen.Note> take() {
    List<Screen.Note> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
