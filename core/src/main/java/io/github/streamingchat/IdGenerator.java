package io.github.streamingchat;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of messages. Each call gives an id that this generator never gave before. It may be
 * called by many threads at once and must not block.
 */
@FunctionalInterface
public interface IdGenerator {
  /**
   * Makes the next id.
   *
   * @return an id never returned before
   */
  MessageId next();

  /**
   * The default: version 7 UUIDs (RFC 9562, section 5.7) of the system's clock and a secure random
   * source. Ids of one generator sort in the order in which they were made, also within a
   * millisecond and when the clock steps back.
   *
   * @return a new generator, safe for use by many threads
   */
  static IdGenerator sortable() {
    return sortable(InstantSource.system(), SortableIds.SECURE);
  }

  /**
   * The same with a given clock and random source, for repeatable ids in tests.
   *
   * @param clock where the time comes from
   * @param random where the random bits come from; must be safe for use by many threads if the
   *     generator is
   * @return a new generator
   */
  static IdGenerator sortable(InstantSource clock, RandomGenerator random) {
    return new SortableIds(clock, random);
  }
}
