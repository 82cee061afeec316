package io.github.streamingchat.sse.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which texts, or tool calls, or pieces of reasoning are open. AG-UI has two ways to tell them, a start
 * with contents and an end, and chunks alone, of which the first opens; servers mix both for one id
 * (ag-ui issue 161), where the start wins.
 *
 * <pre>
 * STARTED   a start came, and its end has to come
 * CHUNKED   a chunk opened it, and whatever is not of it closes it
 * PAUSED    it was chunked, and may be gone on with by another chunk
 * ENDED     its end came
 * </pre>
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiOpen {
  enum State {
    STARTED,
    CHUNKED,
    PAUSED,
    ENDED
  }

  private final Map<String, State> states = new LatestIds<>();

  /** The one that was opened or went on last. */
  private @Nullable String latest;

  /** The one that chunks opened, if it is still open. */
  private @Nullable String chunked;

  @Nullable
  State of(String id) {
    return states.get(id);
  }

  boolean isOpen(String id) {
    State state = states.get(id);
    return state == State.STARTED || state == State.CHUNKED;
  }

  boolean knows(String id) {
    return states.containsKey(id);
  }

  void start(String id) {
    become(id, State.STARTED);
  }

  /** Takes a chunk for what it is: more of what is open, or what opens it. */
  void chunk(String id) {
    if (states.get(id) != State.STARTED) {
      become(id, State.CHUNKED);
      chunked = id;
    }
    latest = id;
  }

  void end(String id) {
    become(id, State.ENDED);
  }

  private void become(String id, State state) {
    states.put(id, state);
    if (id.equals(chunked)) {
      chunked = null;
    }
    latest = state == State.ENDED ? (id.equals(latest) ? null : latest) : id;
  }

  /** Closes what chunks opened, unless it is this one; what it was, or null if there was none. */
  @Nullable
  String pauseChunked(@Nullable String unless) {
    String paused = chunked;
    if (paused == null || paused.equals(unless)) {
      return null;
    }
    become(paused, State.PAUSED);
    latest = null;
    return paused;
  }

  /** The one that an event without an id belongs to, if it is open. */
  @Nullable
  String latest() {
    return latest != null && isOpen(latest) ? latest : null;
  }

  /** Those that were started and not ended. */
  List<String> unended() {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue() == State.STARTED)
        .map(Map.Entry::getKey)
        .toList();
  }
}
