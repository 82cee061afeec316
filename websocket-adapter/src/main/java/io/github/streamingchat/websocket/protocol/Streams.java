package io.github.streamingchat.websocket.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which streams are open, and what has ended. The key of a stream is its id; those without an id have
 * one key for each conversation, which no id can equal. Only ids are remembered when they have ended:
 * the next stream without one is another.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Streams {
  private final Map<Object, OpenStream> open = new LinkedHashMap<>();
  private final SeenIds seen;

  /** The key of a stream without an id. */
  private record Unnamed(@Nullable String sessionId) {}

  Streams(int mostSeen) {
    this.seen = new SeenIds(mostSeen);
  }

  static Object key(@Nullable String id, @Nullable String sessionId) {
    return id != null ? id : new Unnamed(sessionId);
  }

  /** The open stream of a key; null if there is none. */
  @Nullable
  OpenStream get(Object key) {
    return open.get(key);
  }

  boolean isOpen(Object key, OpenStream stream) {
    return open.get(key) == stream;
  }

  boolean isFull() {
    return open.size() >= ThreePhaseDecoder.MAX_OPEN_STREAMS;
  }

  void open(Object key, OpenStream stream) {
    seen.remove(key);
    open.put(key, stream);
  }

  /** A stream without an id starts: the end of the one that failed before does not come any more. */
  void expectAnother(Object key) {
    if (key instanceof Unnamed) {
      seen.remove(key);
    }
  }

  boolean hasEnded(Object key) {
    return seen.contains(key);
  }

  boolean isReleased(Object key) {
    return seen.isReleased(key);
  }

  void end(Object key) {
    open.remove(key);
    if (key instanceof String) {
      seen.add(key);
    }
  }

  /** Ends a stream that has failed, and whose end is still to come. */
  void fail(Object key) {
    open.remove(key);
    seen.addBeforeItsEnd(key);
  }

  /** The end of a stream came; true if it had failed before, so that this is no repetition. */
  boolean endFailed(Object key) {
    boolean awaited = seen.awaitsEnd(key);
    if (awaited) {
      seen.remove(key);
      end(key);
    }
    return awaited;
  }

  void release(Object key) {
    open.remove(key);
    seen.release(key);
  }

  /** Ends all; what comes of them is late. */
  void endAll() {
    List.copyOf(open.keySet()).forEach(this::end);
  }

  /** Ends those in which a hole would not show. */
  List<OpenStream> endThoseThatHideHoles() {
    List<OpenStream> ended = new ArrayList<>();
    for (Map.Entry<Object, OpenStream> entry : List.copyOf(open.entrySet())) {
      if (entry.getValue().hidesHoles()) {
        ended.add(entry.getValue());
        end(entry.getKey());
      }
    }
    return ended;
  }
}
