package io.github.streamingchat.sse.protocol;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one question, by their index; most requests have one. A peer that makes up indices
 * fills no memory with them.
 *
 * @param <C> one of them
 */
final class Candidates<C> {
  /** OpenAI's own limit of {@code n}, and the default of what a chat takes. */
  private static final int MOST = 128;

  private final JsonFrames frames;
  private final IntFunction<? extends C> maker;
  private final Map<Integer, C> byIndex = new TreeMap<>();

  Candidates(JsonFrames frames, IntFunction<? extends C> maker) {
    this.frames = frames;
    this.maker = maker;
  }

  /** The candidate of an index, a new one if there is none; null if there are too many. */
  @Nullable
  C at(int index) {
    C known = byIndex.get(index);
    if (known != null) {
      return known;
    }
    if (byIndex.size() == MOST) {
      frames.problem(
          "too_many_candidates",
          "more than %d candidates came; the others were passed over".formatted(MOST));
      return null;
    }
    C made = maker.apply(index);
    byIndex.put(index, made);
    return made;
  }

  boolean isEmpty() {
    return byIndex.isEmpty();
  }

  Collection<C> all() {
    return byIndex.values();
  }

  /** Whether there is one, and something is true of each. */
  boolean are(Predicate<? super C> what) {
    return !isEmpty() && all().stream().allMatch(what);
  }
}
