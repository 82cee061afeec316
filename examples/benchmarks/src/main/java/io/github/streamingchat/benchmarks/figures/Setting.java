package io.github.streamingchat.benchmarks.figures;

import java.util.Map;
import java.util.Objects;

/**
 * The values that a benchmark's parameters had.
 *
 * @param values the values by the parameters' names
 */
public record Setting(Map<String, String> values) {
  public Setting {
    values = Map.copyOf(values);
  }

  /**
   * Gives the value of a parameter.
   *
   * @param parameter its name
   * @return the value
   * @throws NullPointerException if there is no such parameter
   */
  public String value(String parameter) {
    return Objects.requireNonNull(values.get(parameter), parameter);
  }

  /**
   * Tells whether this is among the settings that are wanted.
   *
   * @param wanted some parameters' values; a parameter that is not here matches any
   * @return whether none of them differs
   */
  public boolean isIn(Map<String, String> wanted) {
    return values.entrySet().stream()
        .allMatch(
            mine -> wanted.getOrDefault(mine.getKey(), mine.getValue()).equals(mine.getValue()));
  }
}
