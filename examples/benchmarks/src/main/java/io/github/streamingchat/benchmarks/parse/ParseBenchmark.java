package io.github.streamingchat.benchmarks.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.benchmarks.input.DataLines;
import io.github.streamingchat.benchmarks.input.EventStream;
import io.github.streamingchat.benchmarks.input.Pieces;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.sse.SseParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does it cost to divide an event stream into its events, beside the peers and beside the least
 * that can be done, however the stream is cut? One operation is a whole stream.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ParseBenchmark {
  /** A stream that is all there. */
  @State(Scope.Benchmark)
  public static class Whole {
    /** What is read. */
    @Param
    public EventStream stream = EventStream.OPENAI_CHUNKS;

    byte[] bytes = {};

    @Setup
    public void make() {
      bytes = stream.bytes();
    }
  }

  /** A stream that comes in pieces. */
  @State(Scope.Benchmark)
  public static class Cut {
    /** What is read. */
    @Param
    public EventStream stream = EventStream.OPENAI_CHUNKS;

    /** How long the pieces are. */
    @Param({"1", "64", "1460", "16384"})
    public int pieceBytes;

    byte[] bytes = {};
    Pieces pieces = new Pieces(bytes, 1);

    @Setup
    public void cut() {
      bytes = stream.bytes();
      pieces = new Pieces(bytes, pieceBytes);
    }
  }

  /** Who reads it. */
  @State(Scope.Benchmark)
  public static class Who {
    @Param
    public Reader reader = Reader.LIBRARY;

    /** Nothing is measured that reads something else than is there. */
    @Setup
    public void verify(Cut cut) throws IOException {
      List<String> there = new ArrayList<>();
      List<String> read = new ArrayList<>();
      eachLine(cut.bytes, there::add);
      reader.read(
          cut.pieces,
          event -> read.add(event instanceof SseEvent value ? value.data() : event.toString()));
      if (there.size() != cut.stream.events() || !there.equals(read)) {
        throw new IllegalStateException("%s read %d events of %s, of which there are %d"
            .formatted(reader, read.size(), cut.stream, there.size()));
      }
    }
  }

  /** A reader of event streams. */
  @Benchmark
  public void parse(Cut cut, Who who, Blackhole consumer) throws IOException {
    who.reader.read(cut.pieces, consumer::consume);
  }

  /** The library again, with the data as a range of bytes, as a decoder takes it. */
  @Benchmark
  public void byteRanges(Cut cut, Blackhole consumer) {
    SseParser parser = new SseParser(
        frame -> consumer.consume(frame.bytes()[frame.offset() + frame.length() - 1]));
    cut.pieces.push(parser::feed);
    parser.end();
  }

  /** The reference: find the line ends, make one String an event. */
  @Benchmark
  public void floor(Whole whole, Blackhole consumer) {
    eachLine(whole.bytes, consumer::consume);
  }

  private static void eachLine(byte[] stream, Consumer<String> data) {
    DataLines.forEach(
        stream, (bytes, offset, length) -> data.accept(new String(bytes, offset, length, UTF_8)));
  }
}
