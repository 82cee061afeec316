package io.github.streamingchat.view;

import io.github.streamingchat.stream.Progress;
import io.github.streamingchat.stream.StreamState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Words for what an answer is doing, which change while it goes on doing it, so that a wait does not
 * look like a standstill.
 *
 * <pre>{@code
 * label.setText(StatusLines.DEFAULTS.at(answer.progress()));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class StatusLines {
  /** How long each line stands by default: three seconds. */
  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(3);

  /** English words, a new line every {@link #DEFAULT_PERIOD}. */
  public static final StatusLines DEFAULTS = new StatusLines(
      Map.of(
          StreamState.QUEUED, List.of("One moment…", "Waiting for its turn…"),
          StreamState.CONNECTING, List.of("Waiting for the first words…", "Still waiting…"),
          StreamState.STREAMING, List.of("Answering…"),
          StreamState.BACKING_OFF,
              List.of("That failed, trying again soon…", "Waiting to try again…"),
          StreamState.COMPLETED, List.of("Done."),
          StreamState.CANCELLED, List.of("Stopped."),
          StreamState.FAILED, List.of("Failed.")),
      DEFAULT_PERIOD);

  private final Map<StreamState, List<String>> lines;
  private final Duration period;

  private StatusLines(Map<StreamState, List<String>> lines, Duration period) {
    this.lines = new EnumMap<>(lines);
    this.period = period;
  }

  /**
   * Sets the lines of a state.
   *
   * @param state the state
   * @param words the lines in their order, at least one; the first follows the last
   * @return other lines, otherwise the same
   * @throws IllegalArgumentException if there is none
   */
  public StatusLines with(StreamState state, String... words) {
    if (words.length == 0) {
      throw new IllegalArgumentException("state " + state + " needs a line");
    }
    Map<StreamState, List<String>> changed = new EnumMap<>(lines);
    changed.put(Objects.requireNonNull(state, "state"), List.of(words));
    return new StatusLines(changed, period);
  }

  /**
   * Sets how long each line stands.
   *
   * @param time more than zero
   * @return lines that change at that pace
   * @throws IllegalArgumentException if it is zero or negative
   */
  public StatusLines period(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("a line cannot stand for " + time);
    }
    return new StatusLines(lines, time);
  }

  /**
   * Gives the lines of a state, for a display that turns them itself.
   *
   * @param state the state
   * @return its lines in their order, unmodifiable
   */
  public List<String> lines(StreamState state) {
    return Objects.requireNonNull(lines.get(state));
  }

  /**
   * Gives the line of the moment.
   *
   * @param progress what the answer is doing, and since when
   * @return the line
   */
  public String at(Progress progress) {
    return at(progress.phase(), progress.inPhase());
  }

  /**
   * Gives the line of the moment.
   *
   * @param state what the answer is doing
   * @param since how long it has been doing it; negative counts as zero
   * @return the line
   */
  public String at(StreamState state, Duration since) {
    List<String> ofState = lines(state);
    long turn = since.isNegative() ? 0 : since.dividedBy(period);
    return ofState.get((int) (turn % ofState.size()));
  }
}
