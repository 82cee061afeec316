package io.github.streamingchat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer failed. It is a field of the message and of the outcome, never text inside the
 * message. {@link #message()} is safe to show to a person; {@link #cause()} is for the log.
 *
 * <p>Equal by value without the cause: two failures of the same kind, code and message are equal
 * wherever they were caught. Immutable and thread-safe.
 */
public final class ChatError {
  /** What went wrong, by what a caller can do about it. */
  public enum Kind {
    /** The peer could not be reached, or the connection broke. */
    CONNECTION,
    /** One of the clocks ran out: connect, idle or total. */
    TIMEOUT,
    /** The provider asks for patience. */
    RATE_LIMIT,
    /** The credentials are missing, wrong or not allowed to do this. */
    AUTH,
    /** The request itself is wrong: its address, its model, its content. */
    REQUEST,
    /** The peer failed on its side. */
    SERVER,
    /** The peer broke the protocol. */
    PROTOCOL,
    /** The provider reported an error inside the stream. */
    PROVIDER,
    /** The stream ended before its end mark. */
    TRUNCATED,
    /** One of the {@link Limits} was passed. */
    LIMIT,
    /** Code of the application threw. */
    APPLICATION
  }

  private final Kind kind;
  private final @Nullable String code;
  private final String message;
  private final @Nullable Throwable cause;
  private final int attempt;
  private final @Nullable Duration retryAfter;
  private final boolean retryable;
  private final boolean refreshable;

  private ChatError(Builder builder) {
    kind = builder.kind;
    code = builder.code;
    message = builder.message;
    cause = builder.cause;
    attempt = builder.attempt;
    retryAfter = builder.retryAfter;
    retryable = builder.retryable;
    refreshable = builder.refreshable;
  }

  /**
   * Makes an error of a kind and a message, not retryable.
   *
   * @param kind what went wrong
   * @param message what was wrong and what to do, safe to show
   * @return the error
   */
  public static ChatError of(Kind kind, String message) {
    return builder(kind, message).build();
  }

  /**
   * Starts an error.
   *
   * @param kind what went wrong
   * @param message what was wrong and what to do, safe to show
   * @return a new builder
   */
  public static Builder builder(Kind kind, String message) {
    return new Builder(kind, message);
  }

  /**
   * Starts from this error.
   *
   * @return a new builder with every field of this error
   */
  public Builder toBuilder() {
    return new Builder(kind, message)
        .code(code)
        .cause(cause)
        .attempt(attempt)
        .retryAfter(retryAfter)
        .retryable(retryable)
        .refreshable(refreshable);
  }

  /**
   * Tells what went wrong.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Gives the peer's own code, such as {@code http_404} or a provider's {@code overloaded_error}.
   *
   * @return the code, or null if there was none
   */
  public @Nullable String code() {
    return code;
  }

  /**
   * Says what was wrong and what to do, in words that are safe to show.
   *
   * @return the message
   */
  public String message() {
    return message;
  }

  /**
   * Gives the exception behind the error, for the log.
   *
   * @return the exception, or null if there was none
   */
  public @Nullable Throwable cause() {
    return cause;
  }

  /**
   * Tells in which attempt of the answer it happened.
   *
   * @return the attempt, counted from 1; 0 if it belongs to none
   */
  public int attempt() {
    return attempt;
  }

  /**
   * Tells how long the server asked to wait before the next attempt.
   *
   * @return the wait, or null if the server said nothing
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Tells whether the same request may well succeed at another time.
   *
   * @return true if trying again makes sense
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * Tells whether the same request may well succeed with fresh credentials, which are asked for with
   * each attempt.
   *
   * @return true if one more attempt, at once, makes sense
   */
  public boolean refreshable() {
    return refreshable;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChatError error
        && kind == error.kind
        && message.equals(error.message)
        && Objects.equals(code, error.code)
        && attempt == error.attempt
        && Objects.equals(retryAfter, error.retryAfter)
        && retryable == error.retryable
        && refreshable == error.refreshable;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, code, message, attempt, retryAfter, retryable, refreshable);
  }

  /**
   * Describes the error without its cause.
   *
   * @return kind, code and message
   */
  @Override
  public String toString() {
    return code == null ? kind + ": " + message : kind + " (" + code + "): " + message;
  }

  /** Builds a {@link ChatError}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final Kind kind;
    private String message;
    private @Nullable String code;
    private @Nullable Throwable cause;
    private int attempt;
    private @Nullable Duration retryAfter;
    private boolean retryable;
    private boolean refreshable;

    private Builder(Kind kind, String message) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.message = Objects.requireNonNull(message, "message");
    }

    /**
     * Sets the words.
     *
     * @param message what was wrong and what to do, safe to show
     * @return this builder
     */
    public Builder message(String message) {
      this.message = Objects.requireNonNull(message, "message");
      return this;
    }

    /**
     * Sets the peer's own code.
     *
     * @param code the code, or null for none
     * @return this builder
     */
    public Builder code(@Nullable String code) {
      this.code = code;
      return this;
    }

    /**
     * Sets the exception behind the error.
     *
     * @param cause the exception, or null for none
     * @return this builder
     */
    public Builder cause(@Nullable Throwable cause) {
      this.cause = cause;
      return this;
    }

    /**
     * Sets the attempt in which it happened.
     *
     * @param attempt counted from 1, or 0 for none
     * @return this builder
     */
    public Builder attempt(int attempt) {
      this.attempt = attempt;
      return this;
    }

    /**
     * Sets the wait that the server asked for.
     *
     * @param retryAfter the wait, or null for none
     * @return this builder
     */
    public Builder retryAfter(@Nullable Duration retryAfter) {
      this.retryAfter = retryAfter;
      return this;
    }

    /**
     * Sets whether trying again makes sense.
     *
     * @param retryable false by default
     * @return this builder
     */
    public Builder retryable(boolean retryable) {
      this.retryable = retryable;
      return this;
    }

    /**
     * Sets whether fresh credentials may mend it.
     *
     * @param refreshable false by default
     * @return this builder
     */
    public Builder refreshable(boolean refreshable) {
      this.refreshable = refreshable;
      return this;
    }

    /**
     * Builds the error.
     *
     * @return the error as set so far
     */
    public ChatError build() {
      return new ChatError(this);
    }
  }
}
