package io.github.streamingchat.examples.web.metrics;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.stream.AnswerObserver;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.Scheduler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what document 004 calls success: the time to the first token, the share of errors, and memory.
 *
 * <p>Thread-safe.
 */
public final class Metrics {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Scheduler time;
  private final long startedAt;
  private final Recent toFirstToken = new Recent();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong cancelled = new AtomicLong();

  /**
   * Begins to count.
   *
   * @param time where the time comes from
   */
  public Metrics(Scheduler time) {
    this.time = time;
    this.startedAt = time.nanoTime();
  }

  /**
   * Watches an answer that begins now.
   *
   * @return its observer
   */
  public AnswerObserver answer() {
    return new Watch();
  }

  /**
   * Gives the counts.
   *
   * @param streams how many answers run
   * @param followers how many browsers follow one
   * @return what the page shows
   */
  public Map<String, @Nullable Object> json(int streams, long followers) {
    long ended = answers.get();
    return Json.object(
        "timeToFirstTokenMillis",
        Json.object(
            "p50",
            number(toFirstToken.quantile(0.5)),
            "p95",
            number(toFirstToken.quantile(0.95)),
            "last",
            number(toFirstToken.last())),
        "errorRate",
        ended == 0 ? 0 : (double) failures.get() / ended,
        "answers",
        ended,
        "failures",
        failures.get(),
        "cancelled",
        cancelled.get(),
        "memoryBytes",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        "activeStreams",
        streams,
        "followers",
        followers,
        "uptimeMillis",
        Duration.ofNanos(time.nanoTime() - startedAt).toMillis());
  }

  private static @Nullable Object number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** One answer; the calls come one at a time. */
  private final class Watch implements AnswerObserver {
    private final long askedAt = time.nanoTime();
    private boolean hasText;

    @Override
    public void onEvent(int attempt, int characters, Duration gap) {
      if (characters > 0 && !hasText) {
        hasText = true;
        toFirstToken.add((time.nanoTime() - askedAt) / NANOS_PER_MILLI);
      }
    }

    @Override
    public void onEnd(Outcome outcome) {
      answers.incrementAndGet();
      if (outcome.status() == MessageStatus.FAILED) {
        failures.incrementAndGet();
      } else if (outcome.status() == MessageStatus.CANCELLED) {
        cancelled.incrementAndGet();
      }
    }
  }
}
