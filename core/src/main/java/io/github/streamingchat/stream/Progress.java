package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far an answer has come at one moment, for those who show it.
 *
 * <pre>{@code
 * Progress progress = answer.progress();
 * label.setText(StatusLines.DEFAULTS.at(progress));
 * progress.share(expectedCharacters).ifPresent(bar::setFraction);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param phase where the answer stands
 * @param elapsed how long it has been under way since it was asked for, with what it waited for its
 *     turn; once it has ended, how long it took
 * @param inPhase how long it has stood there; zero once it has ended
 * @param pieces in how many pieces content arrived, over all attempts
 * @param characters how many UTF-16 units of content arrived in them, reasoning and the arguments of
 *     calls included
 * @param attempt the attempt under way, counted from 1; 0 before the first
 */
public record Progress(
    StreamState phase,
    Duration elapsed,
    Duration inPhase,
    long pieces,
    long characters,
    int attempt) {
  /**
   * Tells which part of a whole has come.
   *
   * @param total how many UTF-16 units of content the application expects, as a guess or by a word of
   *     the server; 0 or less if it knows of none
   * @return 0 to 1: never more, also if more has come than was expected, and 1 for an answer that is
   *     whole; empty if there is no total
   */
  public OptionalDouble share(long total) {
    if (total <= 0) {
      return OptionalDouble.empty();
    }
    boolean isWhole = phase == StreamState.COMPLETED;
    return OptionalDouble.of(isWhole ? 1 : Math.min(1, (double) characters / total));
  }
}
