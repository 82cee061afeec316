package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is promised of {@link WireFormatBenchmark}. */
public final class WireFormatTargets implements Question {
  private static final String BARE = "bareJackson";

  @Override
  public Class<?> benchmark() {
    return WireFormatBenchmark.class;
  }

  @Override
  public String unit() {
    return "piece";
  }

  @Override
  public int units(Setting setting) {
    return WireFormat.valueOf(setting.value("format"))
        .pieces(WireFormat.Shape.valueOf(setting.value("shape")));
  }

  @Override
  public String reference() {
    return BARE;
  }

  @Override
  public List<Target> targets(Figures figures) {
    return Stream.of(WireFormat.ANTHROPIC, WireFormat.OLLAMA)
        .map(format -> Target.atMost(
            "parse and decode, %s".formatted(format),
            1,
            "times bare Jackson",
            figures.times(
                "decode",
                Map.of("format", format.name(), "shape", WireFormat.Shape.CHARACTERS.name()),
                BARE)))
        .toList();
  }
}
