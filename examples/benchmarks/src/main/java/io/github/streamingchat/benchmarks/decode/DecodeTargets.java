package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.benchmarks.figures.Figure;
import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import io.github.streamingchat.benchmarks.input.EventStream;
import java.util.List;
import java.util.Map;

/** What is promised of {@link DecodeBenchmark}. */
public final class DecodeTargets implements Question {
  private static final String DECODE = "decode";
  private static final String BARE = "bareJackson";

  @Override
  public Class<?> benchmark() {
    return DecodeBenchmark.class;
  }

  @Override
  public String unit() {
    return "event";
  }

  @Override
  public int units(Setting setting) {
    return EventStream.valueOf(setting.value("stream")).events();
  }

  @Override
  public String reference() {
    return BARE;
  }

  @Override
  public List<Target> targets(Figures figures) {
    return List.of(
        time(figures, EventStream.OPENAI_CHUNKS, "", 1),
        time(figures, EventStream.OPENAI_CHUNKS, ", stretch", 0.65),
        time(figures, EventStream.TOKENS, "", 1),
        time(figures, EventStream.TOKENS, ", stretch", 0.65),
        allocation(figures, EventStream.OPENAI_CHUNKS, 120),
        allocation(figures, EventStream.TOKENS, 80));
  }

  private static Target time(Figures figures, EventStream stream, String which, double bound) {
    return Target.atMost(
        "parse and decode, %s%s".formatted(stream, which),
        bound,
        "times bare Jackson",
        figures.times(DECODE, Map.of("stream", stream.name()), BARE));
  }

  private static Target allocation(Figures figures, EventStream stream, double bound) {
    return Target.atMost(
        "parse and decode, %s, an event".formatted(stream),
        bound,
        "B",
        figures.one(DECODE, Map.of("stream", stream.name())).stream()
            .mapToDouble(Figure::bytes)
            .findFirst());
  }
}
