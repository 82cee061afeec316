package io.github.streamingchat.sse.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one kind of text, part by part. Most messages have one part of a kind at most, and
 * the next piece is nearly always of the same part as the last: that one is at hand. Only a
 * message with more has a map: of each part that was left for another, which stays in it when the
 * message comes back to that part.
 *
 * <p>Not safe for use by several threads at once.
 */
final class SpokenParts {
  private final boolean areToBeKnown;
  private Map<String, Spoken> left = Map.of();
  private @Nullable String lastPart;
  private Spoken last;

  /**
   * Begins with nothing said.
   *
   * @param areToBeKnown whether a part will be compared with its whole
   */
  SpokenParts(boolean areToBeKnown) {
    this.areToBeKnown = areToBeKnown;
    last = new Spoken(areToBeKnown);
  }

  /** What was said of a part so far, to which more can be added. */
  Spoken of(String part) {
    if (!part.equals(lastPart)) {
      turnTo(part);
    }
    return last;
  }

  private void turnTo(String part) {
    if (lastPart != null) {
      if (left.isEmpty()) {
        left = new HashMap<>();
      }
      left.put(lastPart, last);
      last = Objects.requireNonNullElseGet(left.get(part), () -> new Spoken(areToBeKnown));
    }
    lastPart = part;
  }
}
