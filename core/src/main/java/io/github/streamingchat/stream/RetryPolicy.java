package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is followed by another one. An attempt of which nothing has entered the
 * message may be repeated; one that has begun to answer ends the answer, with its text kept, unless
 * {@link AfterText} says otherwise. The user's message is never added twice.
 *
 * <p>What decides, in this order: the error must be one that another attempt may mend, there must be
 * attempts left, the wait must end before the answer's total timeout does, and the shared budget must
 * have a token. The wait is the {@link Backoff}, or the server's own word where that is longer. A
 * failure that fresh credentials may mend ({@link ChatError#refreshable()}) is followed by another
 * attempt at once, one time in an answer, or after the time that the server asks for.
 *
 * <p>Immutable and thread-safe, if what it was given is.
 */
public final class RetryPolicy {
  /** Three attempts in a row. */
  public static final int DEFAULT_MAX_ATTEMPTS = 3;

  /** Sixty seconds. */
  public static final Duration DEFAULT_MAX_RETRY_AFTER = Duration.ofSeconds(60);

  /** Every value at its default. */
  public static final RetryPolicy DEFAULTS = builder().build();

  /** One attempt, whatever happens. */
  public static final RetryPolicy NONE = builder().maxAttempts(1).build();

  /** Five attempts in all, after waits of exactly 5, 10, 20 and 40 seconds. */
  public static final RetryPolicy PATIENT = builder()
      .maxAttempts(5)
      .backoff(new Backoff(Duration.ofSeconds(5), 2, Duration.ofSeconds(40), Backoff.Jitter.NONE))
      .build();

  /** What may follow an attempt that broke off after some of its answer had entered the message. */
  public enum AfterText {
    /** Nothing: the answer fails, and what arrived is kept. */
    FAIL,
    /**
     * An attempt that goes on where it broke off, if the stream told an id to go on from ({@code
     * Last-Event-ID}) or says of all its text where it belongs; else as {@link #FAIL}.
     */
    RESUME,
    /**
     * An attempt that begins from the beginning. What arrived stays until the first piece of the new
     * attempt, which takes its place in one step, in every part; further messages of which the new
     * attempt says nothing are removed, and come back as others if it does later. If none comes,
     * the answer fails with the earlier text. Only readers that can take text back may read such an
     * answer: the others are refused when they are opened. A new attempt that fails is never a new
     * row of attempts, whatever it brought, for all of it is paid for again.
     */
    REPLACE_TEXT
  }

  private final int maxAttempts;
  private final Backoff backoff;
  private final Duration maxRetryAfter;
  private final Predicate<ChatError> retryable;
  private final AfterText afterText;
  private final @Nullable RetryBudget budget;
  private final RandomGenerator random;

  private RetryPolicy(Builder builder) {
    maxAttempts = builder.maxAttempts;
    backoff = builder.backoff;
    maxRetryAfter = builder.maxRetryAfter;
    retryable = builder.retryable;
    afterText = builder.afterText;
    budget = builder.budget;
    random = builder.random;
  }

  /**
   * Starts from the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tells what may follow an attempt that had begun to answer.
   *
   * @return {@link AfterText#FAIL} by default
   */
  public AfterText afterText() {
    return afterText;
  }

  int maxAttempts() {
    return maxAttempts;
  }

  Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** Asks the application's own test, which may throw. */
  boolean mayMend(ChatError error) {
    return retryable.test(error);
  }

  /**
   * How long to wait: the back-off, from the server's base if it gave one, and never less than what
   * the server asked for with this failure, in whole milliseconds rounded up.
   */
  Duration delay(int failures, @Nullable Duration base, @Nullable Duration asked) {
    Duration delay =
        base == null ? backoff.delay(failures, random) : backoff.delay(base, failures, random);
    return Optional.ofNullable(asked)
        .map(wait -> Duration.ofMillis(wait.plusNanos(999_999).toMillis()))
        .filter(wait -> wait.compareTo(delay) > 0)
        .orElse(delay);
  }

  boolean spend() {
    return budget == null || budget.take();
  }

  void notSpent() {
    if (budget != null) {
      budget.giveBack();
    }
  }

  void completed() {
    if (budget != null) {
      budget.giveShare();
    }
  }

  /** Builds a {@link RetryPolicy}. Not safe for use by several threads at once. */
  public static final class Builder {
    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private Backoff backoff = Backoff.DEFAULTS;
    private Duration maxRetryAfter = DEFAULT_MAX_RETRY_AFTER;
    private Predicate<ChatError> retryable = ChatError::retryable;
    private AfterText afterText = AfterText.FAIL;
    private @Nullable RetryBudget budget;
    private RandomGenerator random = SharedRandom.INSTANCE;

    private Builder() {}

    /**
     * Sets how many attempts may fail in a row. An attempt that {@link AfterText#RESUME resumes} and
     * brings new text begins a new row; nothing else does, least of all a mere connection.
     *
     * @param attempts at least 1; {@value RetryPolicy#DEFAULT_MAX_ATTEMPTS} by default
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxAttempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("an answer has at least 1 attempt, not " + attempts);
      }
      maxAttempts = attempts;
      return this;
    }

    /**
     * Sets the waits.
     *
     * @param newBackoff {@link Backoff#DEFAULTS} by default
     * @return this builder
     */
    public Builder backoff(Backoff newBackoff) {
      backoff = Objects.requireNonNull(newBackoff, "backoff");
      return this;
    }

    /**
     * Sets how long a wait that a server asks for may be. A longer one fails the answer at once, with
     * the wait in {@link ChatError#retryAfter()}.
     *
     * @param limit zero or more; {@link #DEFAULT_MAX_RETRY_AFTER} by default
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxRetryAfter(Duration limit) {
      if (limit.isNegative()) {
        throw new IllegalArgumentException("nobody can wait for " + limit);
      }
      maxRetryAfter = limit;
      return this;
    }

    /**
     * Sets which errors another attempt may mend. If the test throws, that is reported and counts as
     * a no.
     *
     * @param test {@link ChatError#retryable()} by default; runs on the transport's or the timer's
     *     thread and must not block
     * @return this builder
     */
    public Builder retryIf(Predicate<ChatError> test) {
      retryable = Objects.requireNonNull(test, "test");
      return this;
    }

    /**
     * Sets what may follow an attempt that had begun to answer.
     *
     * @param how {@link AfterText#FAIL} by default
     * @return this builder
     */
    public Builder afterText(AfterText how) {
      afterText = Objects.requireNonNull(how, "how");
      return this;
    }

    /**
     * Sets what this policy's answers may spend together with others.
     *
     * @param shared none by default
     * @return this builder
     */
    public Builder budget(RetryBudget shared) {
      budget = Objects.requireNonNull(shared, "shared");
      return this;
    }

    /**
     * Sets where the jitter comes from.
     *
     * @param source safe for use by many threads; the thread's own random source by default
     * @return this builder
     */
    public Builder random(RandomGenerator source) {
      random = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy as set so far
     */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
