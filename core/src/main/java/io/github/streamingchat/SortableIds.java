package io.github.streamingchat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * UUID version 7 with a counter in the 12 bits after the time (RFC 9562, section 6.2, method 1).
 * More than 4096 ids in a millisecond, or a clock that steps back, borrow from the next millisecond.
 *
 * <p>Thread-safe: the last time and counter live in one atomic long.
 */
final class SortableIds implements IdGenerator {
  /** One for all conversations: it is safe for many threads, and holds a state and its provider's. */
  static final RandomGenerator SECURE = new SecureRandom();

  private static final int COUNTER_BITS = 12;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicLong last = new AtomicLong();

  SortableIds(InstantSource clock, RandomGenerator random) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.random = Objects.requireNonNull(random, "random");
  }

  @Override
  public MessageId next() {
    long now = clock.millis() << COUNTER_BITS;
    long ticket = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long millis = ticket >>> COUNTER_BITS;
    long counter = ticket & ((1 << COUNTER_BITS) - 1);
    long high = millis << 16 | VERSION_7 | counter;
    long low = VARIANT | (random.nextLong() & RANDOM_MASK);
    return new MessageId(new UUID(high, low).toString());
  }
}
