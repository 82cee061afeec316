package io.github.streamingchat;

import java.util.Objects;

/**
 * Says that a limit was passed, one of {@link Limits} or of a {@link Delivery}: which one, its
 * value, what was met, and the setter that raises it.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class LimitExceededException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The limit's name. */
  private final String limit;

  /** The limit's value. */
  private final long allowed;

  /** The value met. */
  private final long actual;

  /**
   * Makes an exception for one limit.
   *
   * @param limit the limit's name, as its setter in {@link Limits.Builder} is called
   * @param allowed the limit's value
   * @param actual the value met, or the lowest value that is known to have been reached
   */
  public LimitExceededException(String limit, long allowed, long actual) {
    this(
        Objects.requireNonNull(limit, "limit"),
        allowed,
        actual,
        "Limits.builder().%s(...)".formatted(limit));
  }

  /**
   * Makes an exception for a limit that is none of {@link Limits}.
   *
   * @param limit the limit's name
   * @param allowed the limit's value
   * @param actual the value met, or the lowest value that is known to have been reached
   * @param setter the call that raises it
   */
  public LimitExceededException(String limit, long allowed, long actual, String setter) {
    super("%s is limited to %d, but %d was reached; raise it with %s if this is expected"
        .formatted(Objects.requireNonNull(limit, "limit"), allowed, actual, setter));
    this.limit = limit;
    this.allowed = allowed;
    this.actual = actual;
  }

  /**
   * Tells which limit was passed.
   *
   * @return the name of its setter in {@link Limits.Builder}, or {@code Delivery.every}
   */
  public String limit() {
    return limit;
  }

  /**
   * Tells the limit's value.
   *
   * @return the highest value that would have been let through
   */
  public long allowed() {
    return allowed;
  }

  /**
   * Tells the value that was met.
   *
   * @return the value, greater than {@link #allowed()}
   */
  public long actual() {
    return actual;
  }
}
