package io.github.streamingchat;

/**
 * The holder of a {@link Reservation}, who is told what happens to it. Every method is called without
 * a lock, once at most, on whatever thread took the step that caused it; what it throws is reported to
 * the conversation's {@link Conversation#callbackErrors() hook}. It must not block: the thread may be
 * the one that ended the answer before, or one that cancels.
 *
 * <p>The calls may meet: a conversation that another thread clears just now may have {@link
 * #onRevoked} come before {@link #onTurn}. {@link Reservation#isOpen()} knows better.
 *
 * <p>Implementations must be thread-safe.
 */
public interface ReservationOwner {
  /**
   * The answer's turn has come: its placeholder is in the conversation and the reservation may write.
   * In a free conversation that is before {@code begin} returns, and before {@code beginBeside} does in
   * any. An owner that throws here cannot answer: its reservation is settled as FAILED, and the next in
   * line has its turn.
   *
   * @param reservation the right to write the answer
   */
  void onTurn(Reservation reservation);

  /**
   * The reservation ended without its owner. Its messages are kept in it.
   *
   * @param reservation the right that is no more
   * @param why who ended it
   */
  void onRevoked(Reservation reservation, Revocation why);
}
