package io.github.streamingchat.stream;

/**
 * What many answers may spend together on further attempts, so that a server that is down is not hit
 * many times as hard as one that is up. It holds a number of tokens; each further attempt takes one,
 * each completed answer gives a share of one back. While there is none, answers fail at their first
 * failure.
 *
 * <p>Thread-safe: share one among all chats to the same server.
 */
public final class RetryBudget {
  private final double most;
  private final double share;

  /** Guarded by this object's monitor. */
  private double tokens;

  private RetryBudget(int most, double share) {
    this.most = most;
    this.share = share;
    this.tokens = most;
  }

  /**
   * Makes a full budget.
   *
   * @param tokens how many further attempts may be spent in a row, at least 1
   * @param perCompletedAnswer what each completed answer gives back, more than 0 and at most 1
   * @return a new budget
   * @throws IllegalArgumentException if a value is out of its range, naming it
   */
  public static RetryBudget of(int tokens, double perCompletedAnswer) {
    if (tokens < 1) {
      throw new IllegalArgumentException("a budget holds at least 1 token, not " + tokens);
    }
    if (!(perCompletedAnswer > 0 && perCompletedAnswer <= 1)) {
      throw new IllegalArgumentException(
          "a completed answer gives back more than 0 and at most 1 token, not "
              + perCompletedAnswer);
    }
    return new RetryBudget(tokens, perCompletedAnswer);
  }

  /**
   * Tells what is left to spend.
   *
   * @return the tokens, whole ones and shares; from 0 to the number it was made with
   */
  public synchronized double tokens() {
    return tokens;
  }

  synchronized boolean take() {
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** An answer completed. */
  synchronized void giveShare() {
    add(share);
  }

  /** The attempt that a token was taken for is not made. */
  synchronized void giveBack() {
    add(1);
  }

  private void add(double more) {
    tokens = Math.min(most, tokens + more);
  }
}
