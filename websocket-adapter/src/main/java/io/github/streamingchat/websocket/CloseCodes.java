package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the code means that a peer closes the connection with (RFC 6455, section 7.4), for what was under
 * way and for the connection itself.
 *
 * <p>By default 1000, 1001, 1005, 1006, 1011, 1014, all codes from 1016 to 2999 and those from 3000 to
 * 3499 are worth another connection; 1012, a restart, after 5 to 30 seconds at random, so that not all
 * clients come back at once; 1013, an overload, and 4408 and 4429 with patience; 4401 once with fresh
 * credentials. Every other code is final. Closed with 1000 while nothing is under way, a socket rests
 * until it is needed.
 *
 * <p>Immutable and thread-safe.
 */
public final class CloseCodes {
  /** The table of the class's description. */
  public static final CloseCodes DEFAULTS = new CloseCodes(Map.of());

  private static final int LOWEST = 1000;
  private static final int HIGHEST = 4999;
  private static final Duration OVERLOAD = Duration.ofSeconds(10);
  private static final Duration EARLIEST_RESTART = Duration.ofSeconds(5);
  private static final Duration LATEST_RESTART = Duration.ofSeconds(30);

  /**
   * What one code means.
   *
   * <p>Immutable and thread-safe.
   *
   * @param kind the kind of the error
   * @param retryable whether another connection is worth a try
   * @param refreshable whether it is worth a try with fresh credentials
   * @param earliest how long it waits at least
   * @param latest where that is spread at random, its longest; otherwise the same
   */
  public record Meaning(
      Kind kind, boolean retryable, boolean refreshable, Duration earliest, Duration latest) {
    /** What cannot be mended by another connection. */
    static Meaning lasting(Kind kind) {
      return new Meaning(kind, false, false, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Checks the values.
     *
     * @param kind the kind of the error
     * @param retryable whether another connection is worth a try
     * @param refreshable whether it is worth a try with fresh credentials
     * @param earliest how long it waits at least
     * @param latest its longest
     * @throws IllegalArgumentException if a wait is negative, or the longest below the shortest
     */
    public Meaning {
      Objects.requireNonNull(kind, "kind");
      if (earliest.isNegative() || latest.compareTo(earliest) < 0) {
        throw new IllegalArgumentException(
            "nobody can wait from %s to %s".formatted(earliest, latest));
      }
    }

    /** How long to wait at least, this time. */
    Duration wait(RandomGenerator random) {
      long spread = latest.minus(earliest).toMillis();
      return spread == 0 ? earliest : earliest.plusMillis(random.nextLong(spread + 1));
    }
  }

  private final Map<Integer, Meaning> own;

  private CloseCodes(Map<Integer, Meaning> own) {
    this.own = own;
  }

  /**
   * Gives one code another meaning.
   *
   * @param code from 1000 to 4999
   * @param meaning what it means
   * @return a table with that meaning
   * @throws IllegalArgumentException if the code is out of range
   */
  public CloseCodes with(int code, Meaning meaning) {
    Objects.requireNonNull(meaning, "meaning");
    if (code < LOWEST || code > HIGHEST) {
      throw new IllegalArgumentException(
          "a close code is from %d to %d, not %d".formatted(LOWEST, HIGHEST, code));
    }
    Map<Integer, Meaning> more = new TreeMap<>(own);
    more.put(code, meaning);
    return new CloseCodes(more);
  }

  /**
   * Looks a code up.
   *
   * @param code any code
   * @return what it means
   */
  public Meaning meaning(int code) {
    Meaning chosen = own.get(code);
    return chosen != null ? chosen : byDefault(code);
  }

  private static Meaning byDefault(int code) {
    return switch (code) {
      case 1000, 1001, 1005, 1006, 1014 -> passing(Kind.CONNECTION, Duration.ZERO);
      case 1011 -> passing(Kind.SERVER, Duration.ZERO);
      case 1012 -> new Meaning(Kind.SERVER, true, false, EARLIEST_RESTART, LATEST_RESTART);
      case 1013 -> passing(Kind.SERVER, OVERLOAD);
      case 1008, 4400, 4404 -> Meaning.lasting(Kind.REQUEST);
      case 1009 -> Meaning.lasting(Kind.LIMIT);
      case 1002, 1003, 1004, 1007, 1010, 1015 -> Meaning.lasting(Kind.PROTOCOL);
      case 4401 -> new Meaning(Kind.AUTH, false, true, Duration.ZERO, Duration.ZERO);
      case 4403 -> Meaning.lasting(Kind.AUTH);
      case 4408 -> passing(Kind.SERVER, OVERLOAD);
      case 4429 -> passing(Kind.RATE_LIMIT, OVERLOAD);
      default ->
        code < 3500 ? passing(Kind.CONNECTION, Duration.ZERO) : Meaning.lasting(Kind.PROVIDER);
    };
  }

  private static Meaning passing(Kind kind, Duration wait) {
    return new Meaning(kind, true, false, wait, wait);
  }

  /**
   * Describes what differs from the defaults.
   *
   * @return the codes with their meanings
   */
  @Override
  public String toString() {
    return "CloseCodes" + own;
  }
}
