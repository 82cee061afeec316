package io.github.streamingchat;

/** An owner that needs no word of its turn. */
record RevokedOwner(Runnable onRevoked) implements ReservationOwner {
  @Override
  public void onTurn(Reservation reservation) {}

  @Override
  public void onRevoked(Reservation reservation, Revocation why) {
    onRevoked.run();
  }
}
