package io.github.streamingchat.examples.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, as long as it takes but not for ever. */
final class Eventually {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long GLANCE_NANOS = Duration.ofMillis(2).toNanos();

  private Eventually() {}

  static void holds(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("it never came to be that " + what);
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
  }
}
