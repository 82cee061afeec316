package io.github.streamingchat.stream;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.internal.delivery.DrainLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's place at an answer, by the rules of Reactive Streams 1.0.4, whose numbers are given
 * below. The store is the buffer: without demand nothing is read, so nothing is copied or queued.
 *
 * <p>Signals come from one drain loop, so they are serial (1.3) and a request from inside a signal does
 * not deepen the stack (3.3). {@code demand}, {@code refused} and {@code subscriber} are touched by any
 * thread; the rest belongs to the drain.
 *
 * @param <T> the elements
 */
final class FlowReader<T> extends Reader implements Flow.Subscription {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private final Feed<T> feed;
  private final DrainLoop loop;
  private final AtomicLong demand = new AtomicLong();

  /** Forgotten when the subscription ends (3.13). */
  private volatile Flow.@Nullable Subscriber<? super T> subscriber;

  private volatile boolean refused;
  private volatile boolean begun;

  FlowReader(
      AnswerRun run, Feed<T> feed, Flow.Subscriber<? super T> subscriber, Executor executor) {
    super(run);
    this.feed = feed;
    this.subscriber = subscriber;
    this.loop = new DrainLoop(executor, this::drain, run::report);
  }

  @Override
  boolean canUnsay() {
    return feed.canUnsay();
  }

  /** Without demand only the beginning and the end are worth a look. */
  @Override
  void signal() {
    if (!isClosed() && (!begun || demand.get() > 0 || run.ended().isDone())) {
      loop.signal();
    }
  }

  /** Adds to the demand, which is unbounded from 2^63-1 on (3.17). A wrong number ends it (3.9). */
  @Override
  public void request(long elements) {
    if (isClosed()) {
      return; // 3.6
    }
    if (elements <= 0) {
      refused = true;
    } else {
      demand.accumulateAndGet(
          elements, (had, more) -> had > UNBOUNDED - more ? UNBOUNDED : had + more);
    }
    loop.signal();
  }

  @Override
  public void cancel() {
    close();
  }

  @Override
  public void close() {
    super.close();
    subscriber = null;
  }

  private void drain() {
    Flow.Subscriber<? super T> told = subscriber;
    if (told == null) {
      return;
    }
    try {
      if (!begun) {
        begun = true;
        told.onSubscribe(this); // before any other signal (1.9)
      }
      signalTo(told);
    } catch (Throwable thrown) { // a subscriber that throws has cancelled (2.13)
      close();
      throw thrown;
    }
  }

  private void signalTo(Flow.Subscriber<? super T> told) {
    while (!isClosed()) {
      if (refused) {
        close();
        told.onError(
            new IllegalArgumentException("rule 3.9: the number of elements asked for must be > 0"));
        return;
      }
      Reading reading = Reading.of(run);
      Outcome outcome = reading.outcome();
      if (feed.hasNext(reading.message())) {
        if (!takeDemand()) {
          return;
        }
        told.onNext(feed.next(reading.message()));
      } else if (outcome == null) {
        return;
      } else {
        close(); // the end needs no demand, and nothing follows it (1.5, 1.7)
        tellEnd(told, outcome);
      }
    }
  }

  /** Only the drain takes, so what is there stays there until it is taken. */
  private boolean takeDemand() {
    long had = demand.get();
    if (had > 0 && had != UNBOUNDED) {
      demand.decrementAndGet();
    }
    return had > 0;
  }

  private void tellEnd(Flow.Subscriber<? super T> told, Outcome outcome) {
    if (outcome.status() == MessageStatus.FAILED) {
      told.onError(new AnswerFailedException(outcome));
    } else {
      told.onComplete();
    }
  }
}
