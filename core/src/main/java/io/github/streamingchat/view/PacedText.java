package io.github.streamingchat.view;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that has arrived and is still to be shown, and how much of it is due. It knows no clock: it is
 * told how much time has passed.
 *
 * <p>The speed earns a credit of units as time passes; whole units are taken for it. While nothing
 * waits at most one unit is earned, so that a pause is followed by no burst.
 *
 * <p>Not safe for use by several threads at once.
 */
final class PacedText {
  /** A character as a person sees it: an extended grapheme cluster (Unicode Standard Annex #29). */
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  /** Scripts that put no space between words. */
  private static final String UNSPACED =
      "\\p{IsIdeographic}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";

  /** White space, and what stands up to the next; what has no end of its own ends somewhere. */
  private static final Pattern WORD =
      Pattern.compile("\\s*+(?:(?=[%1$s])\\X|(?:(?![\\s%1$s])\\X){1,32}+)".formatted(UNSPACED));

  /** A unit that goes on for longer is cut, so that nobody looks through all of it again and again. */
  private static final int LONGEST_UNIT = 1 << 10;

  private static final int COMPACTED_FROM = 1 << 12;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Pace pace;
  private final Duration catchUp;
  private final StringBuilder text = new StringBuilder();
  private final Matcher unit;
  private int start;
  private double credit = 1;
  private double unitsPerSecond;
  private boolean whole;

  /** Up to here nothing grows any more, whatever comes behind it. */
  private int settled;

  PacedText(Pace pace, Duration catchUp) {
    this.pace = pace;
    this.catchUp = catchUp;
    this.unit = (pace instanceof Pace.Words ? WORD : GRAPHEME).matcher(text);
    this.unitsPerSecond = pace instanceof Pace.Characters characters
        ? characters.perSecond()
        : pace instanceof Pace.Words words ? words.perSecond() : 0;
  }

  /** Adds what arrived. */
  void add(String piece) {
    text.append(piece);
    if (pace instanceof Pace.Drain drain) {
      unitsPerSecond = Math.max(unitsPerSecond, speedToShowAllWithin(drain.within()));
    }
  }

  private double speedToShowAllWithin(Duration time) {
    double seconds = time.getSeconds() + time.getNano() / NANOS_PER_SECOND;
    return (text.length() - start) / seconds;
  }

  /** Something else comes now: the last character is whole. */
  void settle() {
    settled = text.length();
  }

  /** Nothing more will come: what is left is shown within the time to catch up. */
  void end() {
    whole = true;
    unitsPerSecond = Math.max(unitsPerSecond, speedToShowAllWithin(catchUp));
  }

  /** Whether there is nothing that could be shown by and by. */
  boolean isDone() {
    return whole ? start == text.length() : unitEnd() < 0;
  }

  /** Takes what is due after some time has passed; may be empty. */
  String take(Duration passed) {
    credit += passed.toNanos() / NANOS_PER_SECOND * unitsPerSecond;
    int from = start;
    for (int end = unitEnd(); end >= 0 && credit >= 1; end = unitEnd()) {
      start = end;
      credit--;
    }
    String due = text.substring(from, start);
    if (unitEnd() < 0) {
      credit = Math.min(credit, 1);
      unitsPerSecond = pace instanceof Pace.Drain && !whole ? 0 : unitsPerSecond;
    }
    compact();
    return due;
  }

  /** Takes a number of characters that were shown before, and the rest of the unit they end in. */
  String takeAtLeast(int characters) {
    int from = start;
    while (start - from < characters && unitEnd() >= 0) {
      start = unitEnd();
    }
    return text.substring(from, start);
  }

  /** Takes all there is. */
  String takeAll() {
    String all = text.substring(start);
    text.setLength(0);
    start = 0;
    settled = 0;
    return all;
  }

  /** Forgets what was not shown. */
  void clear() {
    takeAll();
    credit = 1;
  }

  /** How long it takes until the next unit is due. */
  Duration untilNext() {
    double missing = Math.max(0, 1 - credit);
    return unitsPerSecond == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(missing / unitsPerSecond * NANOS_PER_SECOND));
  }

  /** Where the next unit ends, or -1 if there is none, or it may still grow. */
  private int unitEnd() {
    if (start == text.length()) {
      return -1;
    }
    boolean isSettled = start < settled;
    int end = isSettled ? settled : text.length();
    int limit = Math.min(end, start + LONGEST_UNIT);
    boolean found = unit.reset().region(start, limit).lookingAt();
    if (found && unit.end() < limit) {
      return unit.end();
    }
    if (limit < end) {
      return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }
    return whole || isSettled ? limit : -1; // the last may still grow
  }

  private void compact() {
    if (start >= COMPACTED_FROM && start > text.length() / 2) {
      text.delete(0, start);
      settled = Math.max(0, settled - start);
      start = 0;
    }
  }
}
