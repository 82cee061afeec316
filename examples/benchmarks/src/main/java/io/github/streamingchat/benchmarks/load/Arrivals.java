package io.github.streamingchat.benchmarks.load;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * When events arrived: how many there were, and how long those took that were sent while it was asked
 * for.
 *
 * <p>Thread-safe.
 */
final class Arrivals {
  private static final int NANOS_A_BUCKET = 1_000;
  private static final int BUCKETS = 2_000_000;

  private final LongAdder events = new LongAdder();
  private final AtomicLongArray tookMicros = new AtomicLongArray(BUCKETS);
  private volatile long from = Long.MAX_VALUE;

  /** An event that was sent at that time is in the application's hands. */
  void arrived(long sentNanos) {
    events.increment();
    if (sentNanos >= from) {
      long bucket = (System.nanoTime() - sentNanos) / NANOS_A_BUCKET;
      tookMicros.incrementAndGet((int) Math.max(0, Math.min(BUCKETS - 1, bucket)));
    }
  }

  long count() {
    return events.sum();
  }

  /** Measures what is sent from now on. */
  void begin() {
    from = System.nanoTime();
  }

  void end() {
    from = Long.MAX_VALUE;
  }

  /** The time that a share of the measured events took at most, in microseconds. */
  double micros(double share) {
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += tookMicros.get(i);
    }
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += tookMicros.get(i);
      if (seen >= wanted && seen > 0) {
        return i + 0.5;
      }
    }
    return Double.NaN;
  }
}
