package io.github.streamingchat;

/**
 * What happens to an answer that is to begin while another one runs in the same conversation: it is
 * refused, waits in line, or takes the other one's place.
 *
 * <p>Immutable and thread-safe; equal by value.
 */
public final class BusyPolicy {
  /** How many answers wait at most in a {@link #queue()}. */
  public static final int DEFAULT_MOST_WAITING = 16;

  /** Refuses: {@link ConversationBusyException}, and nothing is added. */
  public static final BusyPolicy REJECT = new BusyPolicy(0);

  /**
   * Takes over, in one step: the running answer ends as CANCELLED with its text kept, what waits is
   * cancelled too, and the new one begins. Nobody ever sees the conversation free in between.
   */
  public static final BusyPolicy INTERRUPT = new BusyPolicy(-1);

  private final int mostWaiting;

  private BusyPolicy(int mostWaiting) {
    this.mostWaiting = mostWaiting;
  }

  /**
   * Waits in line behind {@value #DEFAULT_MOST_WAITING} others at most, counting itself; otherwise as
   * {@link #queue(int)}.
   *
   * @return the policy
   */
  public static BusyPolicy queue() {
    return queue(DEFAULT_MOST_WAITING);
  }

  /**
   * Waits in line: the user's message enters at once, the answer's placeholder when its turn comes,
   * which is when the answer before it has ended in whatever way.
   *
   * @param most how many answers may wait in the conversation, this one among them; at least 1. One
   *     more is refused with {@link ConversationBusyException}, and nothing is added
   * @return the policy
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public static BusyPolicy queue(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a queue holds at least 1 waiting answer, not " + most);
    }
    return new BusyPolicy(most);
  }

  /** How many may wait; 0 if none. */
  int mostWaiting() {
    return Math.max(0, mostWaiting);
  }

  boolean interrupts() {
    return mostWaiting < 0;
  }

  /**
   * Compares by value.
   *
   * @param other what to compare with
   * @return true if both do the same
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof BusyPolicy policy && policy.mostWaiting == mostWaiting;
  }

  /**
   * Hashes the value.
   *
   * @return the hash
   */
  @Override
  public int hashCode() {
    return Integer.hashCode(mostWaiting);
  }

  /**
   * Names the policy.
   *
   * @return for instance {@code QUEUE(16)}
   */
  @Override
  public String toString() {
    return interrupts() ? "INTERRUPT" : mostWaiting == 0 ? "REJECT" : "QUEUE(" + mostWaiting + ")";
  }
}
