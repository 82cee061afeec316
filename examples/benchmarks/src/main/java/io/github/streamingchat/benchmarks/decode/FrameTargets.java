package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What is promised of {@link FrameBenchmark}. */
public final class FrameTargets implements Question {
  private static final String TREE = "readTree";

  @Override
  public Class<?> benchmark() {
    return FrameBenchmark.class;
  }

  @Override
  public String unit() {
    return "frame";
  }

  /** The benchmark divides already. */
  @Override
  public int units(Setting setting) {
    return 1;
  }

  @Override
  public String reference() {
    return TREE;
  }

  @Override
  public List<Target> targets(Figures figures) {
    return Stream.of("1", "1000")
        .map(streams -> Target.atLeast(
            "frames of 370 characters, of %s stream(s) by turns".formatted(streams),
            3,
            "times as fast as readTree",
            timesAsFast(figures.times("decode", Map.of("streams", streams), TREE))))
        .toList();
  }

  private static OptionalDouble timesAsFast(OptionalDouble timesAsLong) {
    return timesAsLong.stream().flatMap(times -> DoubleStream.of(1 / times)).findFirst();
  }
}
