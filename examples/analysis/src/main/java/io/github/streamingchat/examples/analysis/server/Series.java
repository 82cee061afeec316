package io.github.streamingchat.examples.analysis.server;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/**
 * Figures, each with what it belongs to; at least one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param labels what the figures belong to
 * @param figures the figures, as many
 */
record Series(List<String> labels, List<BigDecimal> figures) {
  Series {
    labels = List.copyOf(labels);
    figures = List.copyOf(figures);
  }

  /** Gives the place of the first of the highest figures. */
  int highest() {
    return figures.indexOf(Collections.max(figures));
  }

  /** Gives the place of the first of the lowest figures. */
  int lowest() {
    return figures.indexOf(Collections.min(figures));
  }

  BigDecimal sum() {
    return figures.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
