package io.github.streamingchat.examples.web.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The latest of many measurements.
 *
 * <p>Thread-safe.
 */
final class Recent {
  private static final int MOST = 1_000;

  private final double[] values = new double[MOST];
  private long count;

  synchronized void add(double value) {
    values[(int) (count % MOST)] = value;
    count++;
  }

  synchronized OptionalDouble last() {
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(values[(int) ((count - 1) % MOST)]);
  }

  /** The smallest value that so large a share of them do not pass; empty if there are none. */
  synchronized OptionalDouble quantile(double share) {
    int known = (int) Math.min(count, MOST);
    if (known == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = Arrays.copyOf(values, known);
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[(int) Math.ceil(share * known) - 1]);
  }
}
