package io.github.streamingchat.stream;

import java.util.Objects;
import java.util.Optional;

/**
 * What came of a {@link CancelHook}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status whether the peer was told
 * @param word what the peer said, if it was told and said something
 * @param error why it could not be told, if so
 */
public record CancelReply(Status status, Optional<String> word, Optional<Throwable> error) {
  /** Whether the peer was told. */
  public enum Status {
    /** There was no hook, nothing to tell, or nobody to be told. */
    NONE,
    /** The hook completed. */
    CONFIRMED,
    /** The hook threw, or completed exceptionally. */
    FAILED,
    /** The hook's limit passed first. */
    TIMED_OUT
  }

  static final CancelReply NOBODY_TOLD =
      new CancelReply(Status.NONE, Optional.empty(), Optional.empty());

  /**
   * Checks the values.
   *
   * @param status whether the peer was told
   * @param word what the peer said
   * @param error why it could not be told
   */
  public CancelReply {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(word, "word");
    Objects.requireNonNull(error, "error");
  }
}
