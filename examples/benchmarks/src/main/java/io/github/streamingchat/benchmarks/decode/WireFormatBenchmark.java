package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.benchmarks.input.DataLines;
import io.github.streamingchat.benchmarks.input.Pieces;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.JsonLinesParser;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import java.util.concurrent.TimeUnit;
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

/**
 * What does it cost to read an answer in each wire format, beside bare Jackson over the same bytes, when
 * it comes in a hundred thousand pieces, in one of a megabyte, or as a tool call whose arguments do?
 * Linear means milliseconds for each: what grows with the square takes minutes. One operation
 * is a whole answer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class WireFormatBenchmark {
  private static final int PIECE_BYTES = 16_384;

  /** The wire format. */
  @Param
  public WireFormat format = WireFormat.OPENAI;

  /** What the answer consists of. */
  @Param
  public WireFormat.Shape shape = WireFormat.Shape.CHARACTERS;

  private HttpProtocol protocol = format.endpoint().protocol();
  private String member = "";
  private byte[] stream = {};
  private Pieces pieces = new Pieces(new byte[0], 1);

  @Setup
  public void prepare() {
    protocol = format.endpoint().protocol();
    member = format.member(shape);
    stream = format.answer(shape);
    pieces = new Pieces(stream, PIECE_BYTES);
    int least = shape == WireFormat.Shape.CHARACTERS ? 100_000 : 1 << 20;
    if (decode() < least - 10 || bareJackson() < least - 10) {
      throw new IllegalStateException("%s %s: the decoder read %d characters, bare Jackson %d"
          .formatted(format, shape, decode(), bareJackson()));
    }
  }

  /** The parser of the framing and the decoder of the format, into a sink that counts characters. */
  @Benchmark
  public long decode() {
    CountingSink counted = new CountingSink();
    TextSink sink = new TextSink(counted::add);
    StreamDecoder decoder = protocol.decoder(BarePull.REQUEST, sink);
    if (format.isLines()) {
      JsonLinesParser parser = new JsonLinesParser(decoder::event);
      pieces.push(parser::feed);
      parser.end();
    } else {
      SseParser parser = new SseParser(decoder::event);
      pieces.push(parser::feed);
      parser.end();
    }
    if (sink.isOpen() && !decoder.end()) {
      throw new IllegalStateException("the answer is whole");
    }
    return counted.characters;
  }

  private static final class CountingSink {
    long characters;

    void add(CharSequence piece) {
      characters += piece.length();
    }
  }

  /** The reference: find the line ends, pull each line's tokens, count one member's characters. */
  @Benchmark
  public long bareJackson() {
    CountingSink counted = new CountingSink();
    BarePull bare = new BarePull(member);
    DataLines.forEach(
        stream,
        format.isLines() ? 0 : DataLines.PREFIX,
        (bytes, offset, length) -> bare.read(bytes, offset, length, counted::add));
    return counted.characters;
  }
}
