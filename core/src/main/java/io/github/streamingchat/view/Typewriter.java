package io.github.streamingchat.view;

import io.github.streamingchat.Delivery;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Tells a listener the text of an answer at an even pace, however it arrives, and never half of what a
 * person sees as one character.
 *
 * <pre>{@code
 * Typewriter typewriter = Typewriter.at(new Pace.Characters(60));
 * typewriter.follow(chat.send("Why is the sky blue?"), listener);
 * }</pre>
 *
 * <p>The listener is told what an {@link AnswerListener} is told: moves and notices as they happen, text
 * by and by, other parts ({@link AnswerListener#onPart}), such as a call of a tool, when the text before
 * them was told, and the outcome when everything was told. Once the answer has come to its end, what is
 * left is told within {@link #catchUp}, and so a short answer that comes at once may be told faster than the pace;
 * when it was cancelled, at once. The answer itself never waits, and {@code join} does not wait for the
 * typewriter: who needs to know that all was told waits for {@link AnswerListener#onOutcome}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Typewriter {
  /** How long an answer that has ended takes to be told in full by default: a quarter of a second. */
  public static final Duration DEFAULT_CATCH_UP = Duration.ofMillis(250);

  private final Pace pace;
  private final Duration catchUp;
  private final Scheduler scheduler;

  private Typewriter(Pace pace, Duration catchUp, Scheduler scheduler) {
    this.pace = pace;
    this.catchUp = catchUp;
    this.scheduler = scheduler;
  }

  /**
   * Makes a typewriter.
   *
   * @param pace how fast it is
   * @return a typewriter with the system's time
   */
  public static Typewriter at(Pace pace) {
    return new Typewriter(
        Objects.requireNonNull(pace, "pace"), DEFAULT_CATCH_UP, Scheduler.system());
  }

  /**
   * Sets how long it takes to tell what is left of an answer that has ended, if the pace itself would
   * take longer.
   *
   * @param time {@link #DEFAULT_CATCH_UP} by default; more than zero
   * @return a typewriter with that setting
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Typewriter catchUp(Duration time) {
    return new Typewriter(pace, new Pace.Drain(time).within(), scheduler);
  }

  /**
   * Sets where the time comes from.
   *
   * @param time the system's by default
   * @return a typewriter with that time
   */
  public Typewriter scheduler(Scheduler time) {
    return new Typewriter(pace, catchUp, Objects.requireNonNull(time, "scheduler"));
  }

  /**
   * Tells a listener about an answer, on the pool that answers tell theirs on.
   *
   * @param answer the answer
   * @param listener told one call at a time; what it throws is reported and changes nothing else
   * @return the handle to stop; it detaches the listener, not the answer
   */
  public Subscription follow(Answer answer, AnswerListener listener) {
    return follow(answer, listener, Delivery.coalesced().executor());
  }

  /**
   * Tells a listener about an answer.
   *
   * @param answer the answer
   * @param listener told one call at a time, on the executor
   * @param executor where the listener runs, such as {@code SwingUtilities::invokeLater}; with a direct
   *     one it runs on the transport's thread or the timer's, and must not block
   * @return the handle to stop; it detaches the listener, not the answer
   */
  public Subscription follow(Answer answer, AnswerListener listener, Executor executor) {
    Typing typing = new Typing(new PacedText(pace, catchUp), scheduler, listener, executor);
    return typing.follow(answer);
  }
}
