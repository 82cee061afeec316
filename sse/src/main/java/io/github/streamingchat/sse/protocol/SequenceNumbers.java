package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Tells by the numbers of a stream's events which of them came before, and whether some are missing. A
 * stream may begin at any number, as one that is resumed does; and there are servers that give no
 * numbers, or every event the same one.
 */
final class SequenceNumbers {
  private final JsonFrames frames;
  private long last = -1;
  private @Nullable String lastKind;
  private boolean useless;

  SequenceNumbers(JsonFrames frames) {
    this.frames = frames;
  }

  /**
   * Whether the event is new. A gap before it is reported.
   *
   * @param number the event's number, or null
   * @param kind the event's type
   */
  boolean isNew(@Nullable Long number, String kind) {
    if (number == null || number < 0 || useless) {
      return true;
    }
    if (number == last && !kind.equals(lastKind)) {
      useless = true;
      return true;
    }
    if (number <= last) {
      return false;
    }
    if (last >= 0 && number != last + 1) {
      frames.problem(
          "sequence_gap",
          "events from number %d on are missing before %d".formatted(last + 1, number));
    }
    last = number;
    lastKind = kind;
    return true;
  }
}
