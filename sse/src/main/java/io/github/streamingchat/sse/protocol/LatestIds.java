package io.github.streamingchat.sse.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known by the ids of a peer, in the order in which they came. A peer that makes up ids without
 * end does not fill the memory: the oldest are forgotten.
 *
 * <p>Not safe for use by several threads at once.
 *
 * @param <V> what is known by an id
 */
final class LatestIds<V> extends LinkedHashMap<String, V> {
  static final int MOST = 10_000;

  private static final long serialVersionUID = 1L;

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
