package io.github.streamingchat.benchmarks.parse;

import io.github.streamingchat.benchmarks.figures.Figure;
import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import io.github.streamingchat.benchmarks.input.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is promised of {@link ParseBenchmark}. */
public final class ParseTargets implements Question {
  private static final String PARSE = "parse";
  private static final String FLOOR = "floor";
  private static final String TIMES = "times the floor";
  private static final List<String> LARGE_PIECES = List.of("1460", "16384");
  private static final List<String> ALL_PIECES = List.of("1", "64", "1460", "16384");

  @Override
  public Class<?> benchmark() {
    return ParseBenchmark.class;
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
    return FLOOR;
  }

  @Override
  public List<Target> targets(Figures figures) {
    List<Target> targets = new ArrayList<>();
    targets.add(time(figures, EventStream.OPENAI_CHUNKS, "1460", 1.7));
    targets.add(time(figures, EventStream.OPENAI_CHUNKS, "16384", 1.5));
    for (String pieceBytes : LARGE_PIECES) {
      targets.add(time(figures, EventStream.TOKENS, pieceBytes, 1.8));
      targets.add(time(figures, EventStream.LONG_LINES, pieceBytes, 1.4));
      targets.add(time(figures, EventStream.CJK_AND_EMOJI, pieceBytes, 1.1));
    }
    for (EventStream stream : EventStream.values()) {
      targets.add(Target.atMost(
          "%s in 1 B pieces, a byte".formatted(stream), 5, "ns", nanosAByte(figures, stream)));
    }
    for (String pieceBytes : ALL_PIECES) {
      targets.add(allocation(figures, EventStream.OPENAI_CHUNKS, pieceBytes, 380));
      targets.add(allocation(figures, EventStream.TOKENS, pieceBytes, 100));
    }
    return targets;
  }

  private static Map<String, String> setting(EventStream stream, String pieceBytes, Reader reader) {
    return Map.of("stream", stream.name(), "pieceBytes", pieceBytes, "reader", reader.name());
  }

  private static Target time(Figures figures, EventStream stream, String pieceBytes, double bound) {
    return Target.atMost(
        "%s in %s B pieces".formatted(stream, pieceBytes),
        bound,
        TIMES,
        figures.times(PARSE, setting(stream, pieceBytes, Reader.LIBRARY), FLOOR));
  }

  private static OptionalDouble nanosAByte(Figures figures, EventStream stream) {
    double bytesAnEvent = (double) stream.bytes().length / stream.events();
    return figures.one(PARSE, setting(stream, "1", Reader.LIBRARY)).stream()
        .mapToDouble(figure -> figure.nanos() / bytesAnEvent)
        .findFirst();
  }

  private static Target allocation(
      Figures figures, EventStream stream, String pieceBytes, double bound) {
    return Target.atMost(
        "%s in %s B pieces, an event".formatted(stream, pieceBytes),
        bound,
        "B",
        figures.one(PARSE, setting(stream, pieceBytes, Reader.LIBRARY_EVENTS)).stream()
            .mapToDouble(Figure::bytes)
            .findFirst());
  }
}
