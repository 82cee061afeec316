package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Usage;
import io.github.streamingchat.stream.Evidence;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How fast an answer was, what it cost, and why it ended where that is news.
 *
 * <p>Immutable and thread-safe.
 *
 * @param toFirst from the question to the first piece, or null if none came
 * @param tokens the tokens of the answer as the provider counted them, else its pieces
 * @param counted whether the provider counted
 * @param thought how many of them were reasoning, or null if that is not known
 * @param read the tokens of the question and what came before it, or null if that is not known
 * @param total from the question to the end
 * @param finish why the model did not stop of itself, or null if it did or said nothing
 */
record AnswerStats(
    @Nullable Duration toFirst,
    long tokens,
    boolean counted,
    @Nullable Long thought,
    @Nullable Long read,
    Duration total,
    @Nullable String finish) {
  private static final double NANOS_PER_SECOND = 1e9;

  static AnswerStats of(Outcome outcome) {
    Evidence evidence = outcome.evidence();
    Usage usage = outcome.usage().orElse(Usage.NONE);
    // what a provider says at the beginning is no count of an answer that it could not count to its
    // end
    Long counted = outcome.status() == MessageStatus.COMPLETED ? written(usage) : null;
    return new AnswerStats(
        evidence.timings().toFirstText(),
        counted == null ? evidence.pieces() : counted,
        counted != null,
        counted == null ? null : usage.reasoningTokens(),
        usage.inputTokens(),
        evidence.timings().toEnd(),
        outcome.finishReason().flatMap(AnswerStats::words).orElse(null));
  }

  /** Not every provider counts reasoning with the answer, but all of them count it in the total. */
  private static @Nullable Long written(Usage usage) {
    Long output = usage.outputTokens();
    Long input = usage.inputTokens();
    Long total = usage.totalTokens();
    return output == null || input == null || total == null
        ? output
        : Long.valueOf(Math.max(output, total - input));
  }

  /** A plain stop is no news, and beside "stopped" it would read as one. */
  private static Optional<String> words(FinishReason reason) {
    return switch (reason.kind()) {
      case STOP, UNKNOWN -> Optional.empty();
      case LENGTH -> Optional.of("cut short by the token limit");
      case CONTENT_FILTER -> Optional.of("cut short by the content filter");
      case TOOL_CALLS -> Optional.of("calls a tool");
      case INTERRUPTED, ERROR, OTHER -> Optional.of("ended with " + word(reason));
    };
  }

  private static String word(FinishReason reason) {
    String raw = reason.raw();
    return raw == null ? reason.kind().name().toLowerCase(Locale.ROOT) : raw;
  }

  /**
   * Gives the speed once the answer had begun: waiting for the first token is the server's queue and
   * the reading of the prompt, and is shown on its own.
   *
   * @return tokens per second; empty if everything came at once
   */
  OptionalDouble tokensPerSecond() {
    if (toFirst == null || tokens == 0) {
      return OptionalDouble.empty();
    }
    long nanos = total.minus(toFirst).toNanos();
    return nanos <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(tokens * NANOS_PER_SECOND / nanos);
  }

  /**
   * Describes it in one line for a person.
   *
   * @return such as {@code first token 0.31 s · 42 tokens, 33.1/s · 9 read · 1.60 s in all}
   */
  String summary() {
    List<String> facts = new ArrayList<>();
    if (toFirst != null) {
      facts.add("first token " + seconds(toFirst));
      facts.add(tokens + unit() + thinking() + speed());
      if (read != null) {
        facts.add(read + " read");
      }
    }
    facts.add(seconds(total) + " in all");
    if (finish != null) {
      facts.add(finish);
    }
    return String.join(" · ", facts);
  }

  private String unit() {
    String unit = counted ? " token" : " piece";
    return tokens == 1 ? unit : unit + "s";
  }

  private String thinking() {
    return thought == null || thought == 0 ? "" : " (" + thought + " thought)";
  }

  private String speed() {
    OptionalDouble speed = tokensPerSecond();
    return speed.isEmpty() ? "" : String.format(Locale.ROOT, ", %.1f/s", speed.getAsDouble());
  }

  /** Writes a duration with two decimals below ten seconds, and one above. */
  static String seconds(Duration duration) {
    double seconds = duration.toNanos() / NANOS_PER_SECOND;
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }
}
