package io.github.streamingchat;

/** Why a {@link Reservation} ended without its holder. */
public enum Revocation {
  /** The application cleared the conversation, or removed a message of the answer or its question. */
  CLEARED,
  /** Another answer took over, by {@link BusyPolicy#INTERRUPT}. */
  INTERRUPTED
}
