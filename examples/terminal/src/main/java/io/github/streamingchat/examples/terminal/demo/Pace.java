package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The pauses of a server, all of which end when it stops.
 *
 * <p>Thread-safe.
 */
final class Pace {
  private final Duration unit;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Pace(Duration unit) {
    if (unit.isNegative()) {
      throw new IllegalArgumentException("the pace must not be negative, but is " + unit);
    }
    this.unit = unit;
  }

  /**
   * Waits.
   *
   * @param units how often the pace
   * @throws IOException if the server stopped
   */
  void pause(int units) throws IOException {
    try {
      if (stopped.await(unit.multipliedBy(units).toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the demo server was closed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two pieces");
    }
  }

  void stop() {
    stopped.countDown();
  }
}
