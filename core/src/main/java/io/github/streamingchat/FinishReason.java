package io.github.streamingchat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a model stopped: a normalised kind, and the provider's own word for it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind the normalised reason
 * @param raw the provider's word, or null if it gave none
 */
public record FinishReason(Kind kind, @Nullable String raw) {
  /** The model said all it had to say. */
  public static final FinishReason STOP = new FinishReason(Kind.STOP, null);

  /** The answer completed, but no reason was given. */
  public static final FinishReason UNKNOWN = new FinishReason(Kind.UNKNOWN, null);

  /** The reasons that providers have in common. */
  public enum Kind {
    /** A natural end or a stop sequence. */
    STOP,
    /** The limit of tokens or of the context was reached. */
    LENGTH,
    /** The model waits for the results of its tool calls. */
    TOOL_CALLS,
    /** The provider withheld the rest. */
    CONTENT_FILTER,
    /** An agent paused and waits for a decision. */
    INTERRUPTED,
    /** The provider's generation went wrong. */
    ERROR,
    /** A reason this library has no word for; see {@link FinishReason#raw()}. */
    OTHER,
    /** None was given. */
    UNKNOWN
  }

  /**
   * Checks that there is a kind.
   *
   * @param kind the normalised reason
   * @param raw the provider's word
   */
  public FinishReason {
    Objects.requireNonNull(kind, "kind");
  }
}
