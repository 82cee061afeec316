package io.github.streamingchat.sse.protocol;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of all chunks as that of one message: {@code token_count} added up, {@code is_code} and
 * {@code is_link} true once a chunk was so, and of anything else the last word.
 */
final class ChunkMetadata {
  private static final String TOKENS = "token_count";

  private final Map<String, @Nullable Object> known = new HashMap<>();

  /** Gives what a chunk changes. */
  Map<String, @Nullable Object> with(Map<?, ?> chunk) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    chunk.forEach((key, value) -> {
      String name = String.valueOf(key);
      Object joined = joined(name, known.get(name), value);
      if (!known.containsKey(name) || !Objects.equals(known.get(name), joined)) {
        known.put(name, joined);
        changed.put(name, joined);
      }
    });
    return changed;
  }

  private static @Nullable Object joined(
      String name, @Nullable Object before, @Nullable Object now) {
    return switch (name) {
      case TOKENS ->
        before instanceof Number sum && now instanceof Number more
            ? added(sum.longValue(), more.longValue())
            : now == null ? before : now;
      case "is_code", "is_link" -> Boolean.TRUE.equals(before) ? before : now;
      default -> now;
    };
  }

  /** Saturates: a count that a peer makes up must not turn negative. */
  private static long added(long sum, long more) {
    return more > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + Math.max(0, more);
  }
}
