package io.github.streamingchat.observation;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Usage;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerObserver;
import io.github.streamingchat.stream.Evidence;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.transport.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells the story of an answer to a {@link Logger}, one line a step, each with the id of the answer's
 * message:
 *
 * <pre>{@code
 * Chat chat = Chat.builder(provider).observer(LoggingObserver::of).build();
 * }</pre>
 *
 * <pre>
 * INFO    [m-2] asked: the answer grows in message m-2, after question m-1
 * DEBUG   [m-2] attempt 1: connecting
 * DEBUG   [m-2] attempt 1: connected with status 200 after 112 ms
 * DEBUG   [m-2] attempt 1: first event after 340 ms
 * TRACE   [m-2] piece of 4 characters after 35 ms, 12 so far
 * WARNING [m-2] attempt 1 failed: SERVER (http_503): ...; attempt 2 in 1400 ms
 * INFO    [m-2] completed: 450 characters in 120 pieces, 1 attempt, 2300 ms, first text after 340 ms
 * </pre>
 *
 * <p>The answer's text is never logged. Errors and problems may quote the peer: what looks like a
 * credential in them is replaced by {@code ***}, and control characters by their code. The causes of
 * an error are named with their own, redacted messages; no stack trace is logged.
 *
 * <p>Calls come as {@link AnswerObserver} says; a logger that blocks holds up the stream.
 */
public final class LoggingObserver implements AnswerObserver {
  /** The name of the logger that {@link #of(Answer)} uses. */
  public static final String LOGGER = "io.github.streamingchat.answer";

  private static final int MOST_CAUSES = 8;

  private final Logger logger;
  private final String answer;
  private final UnaryOperator<String> redaction = new Redaction();
  private long characters;

  private LoggingObserver(Answer answer, Logger logger) {
    this.logger = Objects.requireNonNull(logger, "logger");
    this.answer = answer.primary().value();
    log(
        Level.INFO,
        () -> answer
            .userTurn()
            .map(turn -> "asked: the answer grows in message %s, after question %s"
                .formatted(this.answer, turn.value()))
            .orElse("begun: the answer grows in message " + this.answer));
  }

  /**
   * Makes an observer that logs to the system logger named {@link #LOGGER}.
   *
   * @param answer the answer to tell about
   * @return a new observer
   */
  public static LoggingObserver of(Answer answer) {
    return of(answer, System.getLogger(LOGGER));
  }

  /**
   * Makes an observer.
   *
   * @param answer the answer to tell about
   * @param logger where to log; whatever its name
   * @return a new observer
   */
  public static LoggingObserver of(Answer answer, Logger logger) {
    return new LoggingObserver(answer, logger);
  }

  @Override
  public void onStateChange(StateChange move) {
    log(
        Level.TRACE,
        () -> "%s -> %s%s"
            .formatted(
                move.from(),
                move.to(),
                move.cause() == null ? "" : " because of " + inWords(move.cause())));
  }

  @Override
  public void onAttempt(int attempt) {
    log(Level.DEBUG, () -> "attempt %d: connecting".formatted(attempt));
  }

  @Override
  public void onConnected(int attempt, int status, Duration toFirstByte) {
    log(
        Level.DEBUG,
        () -> "attempt %d: connected%s after %s"
            .formatted(attempt, status == 0 ? "" : " with status " + status, millis(toFirstByte)));
  }

  @Override
  public void onFirstEvent(int attempt, Duration toFirstEvent) {
    log(
        Level.DEBUG,
        () -> "attempt %d: first event after %s".formatted(attempt, millis(toFirstEvent)));
  }

  @Override
  public void onEvent(int attempt, int length, Duration gap) {
    characters += length;
    log(
        Level.TRACE,
        () -> length == 0
            ? "event without text after " + millis(gap)
            : "piece of %s after %s, %d so far"
                .formatted(count(length, "character"), millis(gap), characters));
  }

  @Override
  public void onHeartbeat(int attempt) {
    log(Level.TRACE, () -> "heartbeat");
  }

  @Override
  public void onLateEvent(LateCause cause) {
    log(Level.DEBUG, () -> "an event came too late: " + cause);
  }

  @Override
  public void onProblem(int attempt, Problem problem) {
    log(
        Level.WARNING,
        () -> "attempt %d: problem %s: %s".formatted(attempt, problem.code(), problem.message()));
  }

  @Override
  public void onRetryScheduled(int attempt, Duration delay, ChatError cause) {
    log(
        Level.WARNING,
        () -> "attempt %d failed: %s; attempt %d in %s"
            .formatted(attempt, inWords(cause), attempt + 1, millis(delay)));
  }

  @Override
  public void onEnd(Outcome outcome) {
    ChatError error = outcome.error().orElse(null);
    log(
        error == null ? Level.INFO : Level.WARNING,
        () -> error == null
            ? "%s: %s".formatted(status(outcome), totals(outcome))
            : "failed: %s; kept: %s".formatted(inWords(error), totals(outcome)));
  }

  private static String status(Outcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED -> "completed";
      case CANCELLED -> "cancelled";
      case FAILED, PENDING, STREAMING -> "failed";
    };
  }

  private static String totals(Outcome outcome) {
    Evidence evidence = outcome.evidence();
    Duration firstText = evidence.timings().toFirstText();
    return count(evidence.characters(), "character")
        + " in " + count(evidence.pieces(), "piece")
        + ", " + count(evidence.attempts(), "attempt")
        + ", " + millis(evidence.timings().toEnd())
        + (firstText == null ? "" : ", first text after " + millis(firstText))
        + outcome.finishReason().map(reason -> ", finish " + reason.kind()).orElse("")
        + outcome.usage().map(LoggingObserver::cost).orElse("");
  }

  private static String cost(Usage usage) {
    return ", tokens in %s out %s".formatted(told(usage.inputTokens()), told(usage.outputTokens()));
  }

  private static Object told(@Nullable Long count) {
    return count == null ? "?" : count;
  }

  private static String inWords(ChatError error) {
    StringBuilder words = new StringBuilder(error.toString());
    Throwable cause = error.cause();
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      words.append(", caused by ").append(cause);
      cause = cause.getCause();
    }
    return words.toString();
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String millis(@Nullable Duration duration) {
    return Objects.requireNonNullElse(duration, Duration.ZERO).toMillis() + " ms";
  }

  private void log(Level level, Supplier<String> words) {
    if (logger.isLoggable(level)) {
      logger.log(level, "[" + answer + "] " + redaction.apply(words.get()));
    }
  }
}
