package io.github.streamingchat.benchmarks.figures;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One promise, and what was measured of it.
 *
 * @param what what is promised
 * @param measured the measurement, or empty if this run had none
 * @param bound what it is held to
 * @param isMost whether the bound is the most that it may be, and not the least
 * @param unit the unit of both
 */
public record Target(
    String what, OptionalDouble measured, double bound, boolean isMost, String unit) {
  /** The head of a table of targets. */
  public static final String HEAD = "| what | measured | target | |\n| --- | ---: | ---: | --- |";

  /**
   * Promises that something is not more than a bound.
   *
   * @param what what is promised
   * @param bound the most that it may be
   * @param unit the unit
   * @param measured the measurement, or empty
   * @return the target
   */
  public static Target atMost(String what, double bound, String unit, OptionalDouble measured) {
    return new Target(what, measured, bound, true, unit);
  }

  /**
   * Promises that something is not less than a bound.
   *
   * @param what what is promised
   * @param bound the least that it may be
   * @param unit the unit
   * @param measured the measurement, or empty
   * @return the target
   */
  public static Target atLeast(String what, double bound, String unit, OptionalDouble measured) {
    return new Target(what, measured, bound, false, unit);
  }

  /**
   * Tells whether there is something to tell.
   *
   * @return whether it was measured
   */
  public boolean isMeasured() {
    return measured.isPresent();
  }

  /**
   * Writes a row of a Markdown table.
   *
   * @return the row, which says nothing of the measurement if there was none
   */
  public String row() {
    String verdict = measured.isEmpty() ? "" : isMet(measured.getAsDouble()) ? "met" : "**missed**";
    String number = measured.isEmpty() ? "" : number(measured.getAsDouble()) + " " + unit;
    return "| %s | %s | %s %s %s | %s |"
        .formatted(what, number, isMost ? "at most" : "at least", number(bound), unit, verdict);
  }

  private boolean isMet(double value) {
    return isMost ? value <= bound : value >= bound;
  }

  /**
   * Writes a number as a table shows it.
   *
   * @param value the number
   * @return two digits behind the point if it is below ten, one if it is below a hundred, none above
   */
  public static String number(double value) {
    String format = Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
