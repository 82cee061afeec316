package io.github.streamingchat.benchmarks;

import io.github.streamingchat.sse.SseHandler;
import io.github.streamingchat.sse.SseParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does it cost to read 300 bytes of an event stream: one event of 300 bytes, or a thousandth of
 * one of 300 000? Linear means that both cost the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ParseBenchmark.UNITS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ParseBenchmark {
  static final int UNITS = 10_000;
  private static final int UNIT_BYTES = 300;

  /** How long an event is, in bytes. */
  @Param({"300", "300000"})
  public int eventBytes;

  /** In pieces of how many bytes the stream comes; it does not matter to the floor. */
  @Param({"1460", "16384"})
  public int pieceBytes;

  private byte[] stream = {};
  private List<ByteBuffer> pieces = List.of();

  @Setup
  public void prepare() {
    stream = OpenAiStream.of(UNITS * UNIT_BYTES, eventBytes);
    pieces = OpenAiStream.cut(stream, pieceBytes);
  }

  /** The data as a range of bytes, as a decoder takes it. */
  @Benchmark
  public void byteRange(Blackhole consumer) {
    parse(frame -> consumer.consume(frame.bytes()[frame.offset() + frame.length() - 1]));
  }

  /** The data as a String. */
  @Benchmark
  public void string(Blackhole consumer) {
    parse(frame -> consumer.consume(frame.data()));
  }

  private void parse(SseHandler handler) {
    SseParser parser = new SseParser(handler);
    for (ByteBuffer piece : pieces) {
      parser.feed(piece.rewind());
    }
    parser.end();
  }

  /** The reference: find the line ends, make one String an event. */
  @Benchmark
  public void stringFloor(Blackhole consumer) {
    DataLines.forEach(
        stream,
        (bytes, offset, length) ->
            consumer.consume(new String(bytes, offset, length, StandardCharsets.UTF_8)));
  }
}
