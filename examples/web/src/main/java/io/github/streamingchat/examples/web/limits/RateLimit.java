package io.github.streamingchat.examples.web.limits;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket of tokens for each of those who ask. The buckets are bounded: of too many, the one that was
 * not asked for longest is forgotten, and is full when it is asked again.
 *
 * <p>Thread-safe.
 */
public final class RateLimit {
  private static final int MOST_BUCKETS = 10_000;

  private final Rate rate;
  private final Scheduler time;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > MOST_BUCKETS;
    }
  };

  /**
   * Makes a limit.
   *
   * @param rate how often each may ask
   * @param time where the time comes from
   */
  public RateLimit(Rate rate, Scheduler time) {
    this.rate = rate;
    this.time = time;
  }

  /**
   * Takes a token.
   *
   * @param who who asks
   * @return empty if there was one, else how long until there is one
   */
  public synchronized Optional<Duration> take(String who) {
    long now = time.nanoTime();
    return buckets.computeIfAbsent(who, newcomer -> new Bucket(now)).take(now);
  }

  /** Tokens as the time at which they will all be there: the less of it is left, the more there are. */
  private final class Bucket {
    private long fullAt;

    Bucket(long now) {
      fullAt = now;
    }

    Optional<Duration> take(long now) {
      long every = rate.every().toNanos();
      long missing = Math.max(0, fullAt - now);
      long over = missing - every * (rate.burst() - 1L);
      if (over > 0) {
        return Optional.of(Duration.ofNanos(over));
      }
      fullAt = now + missing + every;
      return Optional.empty();
    }
  }
}
