package io.github.streamingchat.benchmarks.figures;

import java.util.List;

/** What one benchmark asks: how its figures are told, and what the library promises of them. */
public interface Question {
  /**
   * Tells who measures.
   *
   * @return the benchmark's class
   */
  Class<?> benchmark();

  /**
   * Tells what the figures count in.
   *
   * @return a word for one unit of work
   */
  String unit();

  /**
   * Tells how many units one operation of the benchmark is.
   *
   * @param setting the values of the parameters
   * @return the number of units
   */
  int units(Setting setting);

  /**
   * Tells what the others are compared with.
   *
   * @return the name of the method that is the reference
   */
  String reference();

  /**
   * Holds the figures to the library's promises.
   *
   * @param figures what was measured
   * @return the targets, measured or not
   */
  List<Target> targets(Figures figures);
}
