package io.github.streamingchat.examples.analysis.data;

import java.time.Duration;
import java.util.List;

/**
 * How the file was read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rows how many rows are in the table
 * @param leftOut how many lines of the file are not, because they did not fit the others
 * @param reasons why, for the first of them
 * @param time how long it took
 */
public record ImportReport(long rows, long leftOut, List<Reason> reasons, Duration time) {
  /**
   * Copies the reasons.
   *
   * @param rows how many rows are in the table
   * @param leftOut how many lines are not
   * @param reasons why, for the first of them
   * @param time how long it took
   */
  public ImportReport {
    reasons = List.copyOf(reasons);
  }

  /**
   * Why a line was left out.
   *
   * @param line its number in the file, from 1
   * @param words what DuckDB says
   */
  public record Reason(long line, String words) {}
}
