package io.github.streamingchat.websocket.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids of what has ended, those met last.
 *
 * <p>Not safe for use by several threads at once.
 */
final class SeenIds {
  private final Map<String, Boolean> ids;

  SeenIds(int most) {
    ids = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
        return size() > most;
      }
    };
  }

  /** Whether an id is remembered; asking keeps it. */
  boolean contains(String id) {
    return ids.get(id) != null;
  }

  /** Whether the id is one that nobody wants to hear of. */
  boolean isReleased(String id) {
    return Boolean.FALSE.equals(ids.get(id));
  }

  void add(String id) {
    ids.put(id, true);
  }

  void release(String id) {
    ids.put(id, false);
  }

  void remove(String id) {
    ids.remove(id);
  }
}
