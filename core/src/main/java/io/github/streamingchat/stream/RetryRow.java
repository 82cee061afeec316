package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A row of failures at one thing that is tried again by the rules of a {@link RetryPolicy}, outside of
 * an answer: the connection that a transport keeps. What follows text that has arrived ({@link
 * RetryPolicy.AfterText}) and an answer's total timeout do not concern it.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RetryRow {
  private static final Retries.Reached NOTHING = new Retries.Reached(false, false, false);
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Retries retries;

  private RetryRow(Retries retries) {
    this.retries = retries;
  }

  /**
   * What follows a failure.
   *
   * @param delay how long to wait before the next attempt, zero or more; empty if there is to be none
   * @param error the failure, with the reason for giving up in its words if there is one
   */
  public record Verdict(Optional<Duration> delay, ChatError error) {}

  /**
   * Begins a row without failures. What the policy's own test throws is logged and counts as a no.
   *
   * @param policy the rules
   * @return a new row
   */
  public static RetryRow of(RetryPolicy policy) {
    return of(policy, CallbackErrors.logging());
  }

  /**
   * Begins a row without failures.
   *
   * @param policy the rules
   * @param report told what the policy's own test throws, which counts as a no
   * @return a new row
   */
  public static RetryRow of(RetryPolicy policy, Consumer<? super Throwable> report) {
    return new RetryRow(new Retries(policy, report));
  }

  /**
   * Adds a failure to the row. If there is to be another attempt, it has taken its token from the
   * policy's budget, and its count.
   *
   * @param error why the last attempt failed
   * @return what follows
   */
  public Verdict failed(ChatError error) {
    Retries.Decision decision = retries.decide(error, NOTHING, FOREVER);
    if (decision instanceof Retries.Decision.Again again) {
      retries.again(again);
      return new Verdict(Optional.of(again.delay()), error);
    }
    return new Verdict(Optional.empty(), ((Retries.Decision.GiveUp) decision).error());
  }

  /** Ends the row: what failed before counts no longer, and the budget gets its share. */
  public void succeeded() {
    retries.completed();
    retries.startOver();
  }

  /** Begins a new row because somebody asked for it: the budget gets nothing. */
  public void startOver() {
    retries.startOver();
  }
}
