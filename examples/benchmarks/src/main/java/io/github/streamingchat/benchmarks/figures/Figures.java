package io.github.streamingchat.benchmarks.figures;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All that was measured of one benchmark in one run.
 *
 * @param all the figures, in the order in which they were measured
 */
public record Figures(List<Figure> all) {
  public Figures {
    all = List.copyOf(all);
  }

  /**
   * Finds the figures of a method.
   *
   * @param method the method's name
   * @param setting some of its parameters, or none
   * @return the figures in that setting
   */
  public Stream<Figure> of(String method, Map<String, String> setting) {
    return all.stream()
        .filter(figure -> figure.method().equals(method) && figure.setting().isIn(setting));
  }

  /**
   * Finds one figure.
   *
   * @param method the method's name
   * @param setting its parameters
   * @return the figure, or empty if it was not measured
   */
  public Optional<Figure> one(String method, Map<String, String> setting) {
    return of(method, setting).findFirst();
  }

  /**
   * Compares a figure with that of another method in the same setting.
   *
   * @param figure the figure
   * @param reference the other method
   * @return how many times as long it took, or empty if the other was not measured
   */
  public OptionalDouble times(Figure figure, String reference) {
    return one(reference, figure.setting().values()).stream()
        .mapToDouble(floor -> figure.nanos() / floor.nanos())
        .findFirst();
  }

  /**
   * Compares one figure with that of another method in the same setting.
   *
   * @param method the method's name
   * @param setting its parameters
   * @param reference the other method
   * @return how many times as long it took, or empty if one of them was not measured
   */
  public OptionalDouble times(String method, Map<String, String> setting, String reference) {
    return one(method, setting)
        .map(figure -> times(figure, reference))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Finds the worst of a method's figures.
   *
   * @param method the method's name
   * @param setting some of its parameters
   * @param what what is asked of each
   * @return the highest, or empty if nothing was measured
   */
  public OptionalDouble most(
      String method, Map<String, String> setting, ToDoubleFunction<Figure> what) {
    return of(method, setting).mapToDouble(what).max();
  }
}
