package io.github.streamingchat.benchmarks.store;

import io.github.streamingchat.benchmarks.figures.Figure;
import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import io.github.streamingchat.benchmarks.store.AppendBenchmark.Reader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is promised of {@link AppendBenchmark}. */
public final class AppendTargets implements Question {
  private static final String OURS = "conversation";
  private static final String FLOOR = "sharedBufferFloor";
  private static final List<String> LENGTHS = List.of("1000", "10000", "100000");

  @Override
  public Class<?> benchmark() {
    return AppendBenchmark.class;
  }

  @Override
  public String unit() {
    return "piece";
  }

  /** The benchmark divides already. */
  @Override
  public int units(Setting setting) {
    return 1;
  }

  @Override
  public String reference() {
    return FLOOR;
  }

  @Override
  public List<Target> targets(Figures figures) {
    return List.of(
        worst(figures, "append and publish, not read", Reader.NONE, 50),
        worstAllocation(figures, "append and publish, not read", Reader.NONE, 100),
        growth(figures, "append and publish, not read", Reader.NONE),
        Target.atMost(
            "append and publish, with 10,000 messages beside 10, the worst",
            1.2,
            "times",
            manyMessages(figures)),
        worst(figures, "the same, message read after every piece", Reader.NEW_TEXT, 150),
        worstAllocation(figures, "the same, message read after every piece", Reader.NEW_TEXT, 300),
        growth(figures, "the same, message read after every piece", Reader.NEW_TEXT),
        Target.atMost(
            "text as a String after every 16th piece, 100,000 pieces",
            1.3,
            "times the copies",
            figures.times(
                OURS,
                Map.of("reader", Reader.WHOLE_TEXT.name(), "pieces", "100000", "messages", "10"),
                FLOOR)));
  }

  private static Target worst(Figures figures, String what, Reader reader, double bound) {
    return Target.atMost(
        what + ", the worst",
        bound,
        "ns",
        figures.most(OURS, Map.of("reader", reader.name()), Figure::nanos));
  }

  private static Target worstAllocation(Figures figures, String what, Reader reader, double bound) {
    return Target.atMost(
        what + ", the worst",
        bound,
        "B",
        figures.most(OURS, Map.of("reader", reader.name()), Figure::bytes));
  }

  /** By which power of the number of pieces the time of a whole message grows. */
  private static Target growth(Figures figures, String what, Reader reader) {
    return Target.atMost(
        what + ", growth from 1,000 to 100,000 pieces",
        1.05,
        "exponent",
        worst(
            Stream.of("10", "10000"),
            messages -> at(figures, reader, "1000", messages),
            messages -> at(figures, reader, "100000", messages),
            (few, many) -> 1 + Math.log(many / few) / Math.log(100)));
  }

  private static OptionalDouble manyMessages(Figures figures) {
    return worst(
        LENGTHS.stream(),
        pieces -> at(figures, Reader.NONE, pieces, "10"),
        pieces -> at(figures, Reader.NONE, pieces, "10000"),
        (few, many) -> many / few);
  }

  private static OptionalDouble worst(
      Stream<String> settings,
      Function<String, Optional<Figure>> first,
      Function<String, Optional<Figure>> second,
      DoubleBinaryOperator compared) {
    return settings
        .flatMap(setting -> first.apply(setting).stream()
            .flatMap(one -> second.apply(setting).stream()
                .map(other -> compared.applyAsDouble(one.nanos(), other.nanos()))))
        .mapToDouble(Double::doubleValue)
        .max();
  }

  private static Optional<Figure> at(
      Figures figures, Reader reader, String pieces, String messages) {
    return figures.one(
        OURS, Map.of("reader", reader.name(), "pieces", pieces, "messages", messages));
  }
}
