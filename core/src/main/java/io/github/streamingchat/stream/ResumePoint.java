package io.github.streamingchat.stream;

import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer can go on after its connection broke, and which events it knows already.
 *
 * <p>The place is the id of the last event, if nothing came behind it that has no id, or any place at
 * all if every piece said where in its part it belongs. An id that comes twice in one attempt names
 * something else than an event, such as the message; nothing is concluded from ids then.
 *
 * <p>An event's id is told before its content, and the attempt may be ended in between, by a clock. The
 * id is the place to go on from once its content has arrived, or the next event, or the transport's own
 * word that the stream has ended.
 *
 * <p>The writes are those of one attempt's thread at a time; {@link #isKnown} and {@link #lastEventId}
 * may be asked by any thread.
 */
final class ResumePoint {
  private static final int MOST_DIGITS = 18;

  private final int maxSeenIds;
  private final Consumer<Problem> problems;

  /** The attempt in which each id came first, the oldest ids first. */
  private final Map<String, Integer> seen = new LinkedHashMap<>();

  private int attempt = 1;
  private boolean resumed;
  private boolean insideIdentifiedEvent;

  /** The id of an event of which nothing has arrived yet, and how things stood before it. */
  private @Nullable String open;

  private @Nullable Long numberBeforeOpen;
  private boolean countedUpBeforeOpen;

  /** The whole number that the last id is, or null if it is none. */
  private @Nullable Long lastNumber;

  /** Whether the ids so far are whole numbers, each one more than the one before. */
  private boolean countsUp = true;

  private volatile String lastId = "";
  private volatile boolean idsNameEvents = true;
  private volatile boolean contentBehindId;
  private volatile boolean contentWithoutOffset;

  ResumePoint(int maxSeenIds, Consumer<Problem> problems) {
    this.maxSeenIds = maxSeenIds;
    this.problems = problems;
  }

  /** Whether there is a place to go on from. */
  boolean isKnown() {
    boolean byId = idsNameEvents && !contentBehindId && !lastId.isEmpty();
    return byId || !contentWithoutOffset;
  }

  String lastEventId() {
    return lastId;
  }

  void nextAttempt(boolean resumes) {
    forgetOpenEvent();
    attempt++;
    resumed = resumes;
    insideIdentifiedEvent = false;
    if (!resumes) {
      seen.clear();
      lastNumber = null;
      countsUp = true;
      idsNameEvents = true;
      lastId = "";
      contentBehindId = false;
      contentWithoutOffset = false;
    }
  }

  /**
   * The attempt was ended between an event's id and its content, which is refused: it must come
   * again.
   */
  private void forgetOpenEvent() {
    if (open != null) {
      seen.remove(open);
      lastNumber = numberBeforeOpen;
      countsUp = countedUpBeforeOpen;
      open = null;
    }
  }

  /** The event that was told last is one behind which an answer can go on. */
  void eventArrived() {
    if (open != null) {
      lastEventId(open);
    }
  }

  /** Content arrived in the event that was told last. */
  void content(boolean hasOffset) {
    eventArrived();
    if (!hasOffset) {
      setContentWithoutOffset();
    }
  }

  /** On the way of every piece: a volatile field is cheaper to read than to write. */
  private void setContentWithoutOffset() {
    if (!contentWithoutOffset) {
      contentWithoutOffset = true;
    }
    if (!insideIdentifiedEvent && !contentBehindId) {
      contentBehindId = true;
    }
  }

  /** An event is about to be decoded; false if an earlier attempt has delivered it. */
  boolean event(String id) {
    eventArrived();
    insideIdentifiedEvent = !id.isEmpty();
    if (id.isEmpty() || !idsNameEvents) {
      return true;
    }
    Long number = wholeNumber(id);
    Integer firstCameIn = seen.get(id);
    if (isFromEarlierAttempt(firstCameIn, number)) {
      return false;
    }
    if (firstCameIn != null) {
      idsNameEvents = false;
      problems.accept(new Problem(
          "repeated_event_id",
          "the same event id came twice in one attempt; the answer cannot be resumed by ids"));
      return true;
    }
    numberBeforeOpen = lastNumber;
    countedUpBeforeOpen = countsUp;
    follow(number);
    remember(id);
    open = id;
    return true;
  }

  private boolean isFromEarlierAttempt(@Nullable Integer firstCameIn, @Nullable Long number) {
    if (!resumed) {
      return false;
    }
    Long last = lastNumber;
    boolean isPassed = countsUp && last != null && number != null && number <= last;
    return firstCameIn == null ? isPassed : firstCameIn < attempt;
  }

  private void follow(@Nullable Long number) {
    Long last = lastNumber;
    if (number == null) {
      countsUp = false;
    } else if (last != null && countsUp && number != last + 1) {
      countsUp = resumed && number > last;
      if (countsUp) {
        problems.accept(new Problem(
            "event_gap",
            "the event ids went on at %d after %d: events between them are missing"
                .formatted(number, last)));
      }
    }
    lastNumber = number;
  }

  private void remember(String id) {
    seen.put(id, attempt);
    if (seen.size() > maxSeenIds) {
      seen.remove(seen.keySet().iterator().next());
    }
  }

  void lastEventId(String id) {
    open = null;
    lastId = id;
    contentBehindId = false;
  }

  private static @Nullable Long wholeNumber(String id) {
    boolean isNumber =
        id.length() <= MOST_DIGITS && id.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return isNumber ? Long.valueOf(id) : null;
  }
}
