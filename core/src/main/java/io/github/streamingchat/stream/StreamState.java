package io.github.streamingchat.stream;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where an answer stands. The moves that are legal are in this one table; a state from which none
 * leads on is terminal, and an answer reaches exactly one of those.
 *
 * <pre>{@code
 * QUEUED -> CONNECTING -> STREAMING -> COMPLETED
 *   |        |     ^         |  \
 *   |        v     |         |   +--> FAILED
 *   |      BACKING_OFF <-----+
 *   +--------+-----+---------+------> CANCELLED
 * }</pre>
 */
public enum StreamState {
  /** Asked for; no attempt has begun, perhaps because the answer waits for its turn. */
  QUEUED,
  /** An attempt is under way; nothing of the answer has arrived in it. */
  CONNECTING,
  /** Pieces of the answer arrive. */
  STREAMING,
  /** An attempt failed; the next one begins after a while. */
  BACKING_OFF,
  /** The answer is whole. */
  COMPLETED,
  /** The application stopped the answer. */
  CANCELLED,
  /** The answer broke off. */
  FAILED;

  private static final Map<StreamState, Set<StreamState>> MOVES = Map.of(
      QUEUED, Set.of(CONNECTING, CANCELLED, FAILED),
      CONNECTING, Set.of(STREAMING, BACKING_OFF, COMPLETED, CANCELLED, FAILED),
      STREAMING, Set.of(BACKING_OFF, COMPLETED, CANCELLED, FAILED),
      BACKING_OFF, Set.of(CONNECTING, CANCELLED, FAILED),
      COMPLETED, Set.of(),
      CANCELLED, Set.of(),
      FAILED, Set.of());

  /**
   * Tells whether a move is legal.
   *
   * @param to where it leads
   * @return true if the table has it
   */
  public boolean canMoveTo(StreamState to) {
    return moves().contains(to);
  }

  /**
   * Tells whether the answer has ended.
   *
   * @return true if no move leads on from here
   */
  public boolean isTerminal() {
    return moves().isEmpty();
  }

  private Set<StreamState> moves() {
    return Objects.requireNonNull(MOVES.get(this));
  }
}
