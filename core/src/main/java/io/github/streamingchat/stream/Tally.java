package io.github.streamingchat.stream;

import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in an answer, for its evidence.
 *
 * <p>Thread-safe: the counts of the hot path are atomics with one writer at a time, the rest is
 * guarded by this object's monitor.
 */
final class Tally {
  private final Instant startedAt;
  private final int maxProblems;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong pieces = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();
  private final List<Problem> problems = new ArrayList<>();

  /** Made with the first late event. */
  private Map<LateCause, Long> lateEvents = Map.of();

  private long problemCount;
  private int attempts;
  private boolean finishSeen;
  private @Nullable Duration toConnected;
  private @Nullable Duration toFirstText;

  Tally(Instant startedAt, int maxProblems) {
    this.startedAt = startedAt;
    this.maxProblems = maxProblems;
  }

  void received(int count) {
    bytes.lazySet(bytes.get() + count);
  }

  void piece(int length) {
    pieces.lazySet(pieces.get() + 1);
    characters.lazySet(characters.get() + length);
  }

  /** Takes back what of a counted piece was refused or known; a piece without anything new is none. */
  void notNew(int length, int fresh) {
    pieces.lazySet(pieces.get() - (fresh == 0 ? 1 : 0));
    characters.lazySet(characters.get() - (length - fresh));
  }

  long pieces() {
    return pieces.get();
  }

  long characters() {
    return characters.get();
  }

  /** What a failed attempt told of its end is void, unless the next one goes on where it was. */
  synchronized void attempt(Retries.Start start) {
    attempts++;
    finishSeen &= start == Retries.Start.RESUMED;
  }

  synchronized void connected(Duration elapsed) {
    toConnected = toConnected == null ? elapsed : toConnected;
  }

  synchronized void firstText(Duration elapsed) {
    toFirstText = toFirstText == null ? elapsed : toFirstText;
  }

  synchronized void finishSeen() {
    finishSeen = true;
  }

  synchronized void problem(Problem problem) {
    problemCount++;
    if (problems.size() < maxProblems) {
      problems.add(problem);
    }
  }

  synchronized void late(LateCause cause) {
    if (lateEvents.isEmpty()) {
      lateEvents = new EnumMap<>(LateCause.class);
    }
    lateEvents.merge(cause, 1L, Long::sum);
  }

  synchronized Map<LateCause, Long> lateEvents() {
    return Map.copyOf(lateEvents);
  }

  synchronized Evidence evidence(boolean endMarkSeen, Duration elapsed) {
    return new Evidence(
        endMarkSeen,
        finishSeen,
        bytes.get(),
        pieces.get(),
        characters.get(),
        attempts,
        new Timings(startedAt, toConnected, toFirstText, elapsed),
        problems,
        problemCount,
        lateEvents);
  }
}
