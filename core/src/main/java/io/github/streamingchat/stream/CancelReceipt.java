package io.github.streamingchat.stream;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What {@link Answer#cancel()} found and did. An answer has one: every later call gives the same.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cancelled whether cancelling ended the answer; false if it had ended, or was just being
 *     ended, in another way
 * @param metIn where the answer stood when it was cancelled; where the first call found it if it
 *     ended in another way
 * @param keptCharacters how many UTF-16 units of content, over all its messages, were kept
 * @param pieces in how many pieces content had arrived
 * @param at when
 * @param peer what came of the {@link CancelHook}: never completes exceptionally, and cannot be
 *     completed by the caller; completes at once if there is none to run, else on the hook's thread or
 *     the timer's
 */
public record CancelReceipt(
    boolean cancelled,
    StreamState metIn,
    long keptCharacters,
    long pieces,
    Instant at,
    CompletionStage<CancelReply> peer) {
  /**
   * Checks the values.
   *
   * @param cancelled whether cancelling ended the answer
   * @param metIn where the answer stood
   * @param keptCharacters how many UTF-16 units of content were kept
   * @param pieces in how many pieces content had arrived
   * @param at when
   * @param peer what came of the hook
   */
  public CancelReceipt {
    Objects.requireNonNull(metIn, "metIn");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(peer, "peer");
  }
}
