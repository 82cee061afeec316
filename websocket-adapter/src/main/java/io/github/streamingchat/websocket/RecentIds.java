package io.github.streamingchat.websocket;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the ids met or used last.
 *
 * <p>Not thread-safe: guarded by its owner's lock.
 *
 * @param <K> the ids
 * @param <V> what is remembered
 */
final class RecentIds<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final float LOAD_FACTOR = 0.75f;
  private static final int FIRST_CAPACITY = 16;

  private final int most;

  RecentIds(int most) {
    super(FIRST_CAPACITY, LOAD_FACTOR, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
    return size() > most;
  }
}
