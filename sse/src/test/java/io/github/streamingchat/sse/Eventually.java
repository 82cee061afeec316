package io.github.streamingchat.sse;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do, as long as it takes, up to a generous limit. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = 200_000;

  private Eventually() {}

  public static void await(String what, BooleanSupplier condition) {
    await(what, condition, () -> {});
  }

  /** Does something again and again, such as letting virtual time pass, until it has shown effect. */
  public static void await(String what, BooleanSupplier condition, Runnable meanwhile) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("within " + LIMIT + " it did not happen that " + what);
      }
      meanwhile.run();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  public static Outcome outcome(Answer answer, Runnable meanwhile) {
    await("the answer ended", () -> answer.state().isTerminal(), meanwhile);
    return answer.join(LIMIT);
  }
}
