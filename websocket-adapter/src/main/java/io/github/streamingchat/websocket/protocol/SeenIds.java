package io.github.streamingchat.websocket.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams and messages that have ended, those met last.
 *
 * <p>Not safe for use by several threads at once.
 */
final class SeenIds {
  private enum State {
    ENDED,
    FAILED,
    RELEASED
  }

  /** What became of them, by their keys. */
  private final Map<Object, State> ids;

  SeenIds(int most) {
    ids = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Object, State> eldest) {
        return size() > most;
      }
    };
  }

  /** Whether a key is remembered; asking keeps it. */
  boolean contains(Object key) {
    return ids.get(key) != null;
  }

  void add(Object key) {
    ids.put(key, State.ENDED);
  }

  /** Remembers a stream that has failed: its end comes after that, and is none of another. */
  void addBeforeItsEnd(Object key) {
    ids.put(key, State.FAILED);
  }

  /** Whether the end of this one was still to come. */
  boolean awaitsEnd(Object key) {
    return ids.get(key) == State.FAILED;
  }

  /** Remembers a stream that nobody wants to hear of. */
  void release(Object key) {
    ids.put(key, State.RELEASED);
  }

  boolean isReleased(Object key) {
    return ids.get(key) == State.RELEASED;
  }

  void remove(Object key) {
    ids.remove(key);
  }
}
