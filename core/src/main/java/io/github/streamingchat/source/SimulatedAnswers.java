package io.github.streamingchat.source;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.Objects;

/**
 * A peer that only seems to think: it says a text at a pace, for demonstrations, for development
 * without a key, and for tests. The first piece comes at once and the end with the last one. It needs
 * no thread of its own, but a timer.
 *
 * <pre>{@code
 * Chat chat = Chat.over(SimulatedAnswers.saying("Because short waves scatter more."));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedAnswers implements TransportProvider {
  /** Ten characters at a time. */
  public static final int DEFAULT_CHARACTERS = 10;

  /** A piece every 100 ms. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

  private final SourceFactory<? extends CharSequence> text;
  private final int characters;
  private final Duration interval;
  private final Scheduler scheduler;

  private SimulatedAnswers(
      SourceFactory<? extends CharSequence> text,
      int characters,
      Duration interval,
      Scheduler scheduler) {
    this.text = Objects.requireNonNull(text, "text");
    this.characters = characters;
    this.interval = Objects.requireNonNull(interval, "interval");
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
  }

  /**
   * Says the same to every question.
   *
   * @param text what to say
   * @return answers at the default pace
   */
  public static SimulatedAnswers saying(CharSequence text) {
    String said = text.toString();
    return saying(request -> said);
  }

  /**
   * Says what a function of the question gives.
   *
   * @param text called once for each attempt, on the chat's executor
   * @return answers at the default pace
   */
  public static SimulatedAnswers saying(SourceFactory<? extends CharSequence> text) {
    return new SimulatedAnswers(text, DEFAULT_CHARACTERS, DEFAULT_INTERVAL, Scheduler.system());
  }

  /**
   * Changes the pace.
   *
   * @param newCharacters how many characters a piece has, in code points, at least 1; {@value
   *     #DEFAULT_CHARACTERS} by default
   * @param newInterval how long to wait from one piece to the next, zero or more; 100 ms by default
   * @return answers that are otherwise the same
   * @throws IllegalArgumentException if one of them is out of range, naming it
   */
  public SimulatedAnswers pace(int newCharacters, Duration newInterval) {
    if (newCharacters < 1) {
      throw new IllegalArgumentException("a piece has at least 1 character, not " + newCharacters);
    }
    if (newInterval.isNegative()) {
      throw new IllegalArgumentException(
          "the interval must not be negative, but is " + newInterval);
    }
    return new SimulatedAnswers(text, newCharacters, newInterval, scheduler);
  }

  /**
   * Changes where time comes from.
   *
   * @param newScheduler {@link Scheduler#system()} by default
   * @return answers that are otherwise the same
   */
  public SimulatedAnswers scheduler(Scheduler newScheduler) {
    return new SimulatedAnswers(text, characters, interval, newScheduler);
  }

  @Override
  public ChatTransport newTransport() {
    return new SourceTransport(this::start, Runnable::run);
  }

  private void start(AnswerRequest request, AnswerEmitter out) throws Exception {
    String said = text.open(request).toString();
    new Speech(said, out).begin();
  }

  /**
   * One attempt's text, said by one timer after the other. Each is due at its own multiple of the
   * interval from the beginning, so that late timers do not add up.
   */
  private final class Speech {
    private final String said;
    private final AnswerEmitter out;
    private final long startedNanos = scheduler.nanoTime();
    private int at;
    private int pieces;

    /** Guarded by this object's monitor, as is the next one. */
    private Scheduler.Task timer = () -> {};

    private boolean stopped;

    Speech(String said, AnswerEmitter out) {
      this.said = said;
      this.out = out;
    }

    void begin() {
      out.onCancel(this::stop);
      out.connected();
      scheduleNext();
    }

    private void scheduleNext() {
      long elapsed = scheduler.nanoTime() - startedNanos;
      Scheduler.Task next =
          scheduler.schedule(interval.multipliedBy(pieces++).minusNanos(elapsed), this::say);
      synchronized (this) {
        timer = next;
        if (!stopped) {
          return;
        }
      }
      next.cancel();
    }

    private void say() {
      try {
        int end = endOfPiece();
        out.text(said.substring(at, end));
        at = end;
        if (at < said.length()) {
          scheduleNext();
        } else {
          out.finish(FinishReason.STOP);
          out.complete();
        }
      } catch (RuntimeException | Error thrown) { // the scheduler may be the application's
        out.fail(thrown);
      }
    }

    private int endOfPiece() {
      int end = at;
      for (int i = 0; i < characters && end < said.length(); i++) {
        end += Character.charCount(said.codePointAt(end));
      }
      return end;
    }

    private void stop() {
      Scheduler.Task last;
      synchronized (this) {
        stopped = true;
        last = timer;
      }
      last.cancel();
    }
  }
}
