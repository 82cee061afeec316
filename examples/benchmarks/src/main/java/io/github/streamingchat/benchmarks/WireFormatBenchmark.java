package io.github.streamingchat.benchmarks;

import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.JsonLinesParser;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import java.nio.ByteBuffer;
import java.util.List;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What does it cost to read an answer in each wire format, beside bare Jackson over the same bytes, when
 * it comes in a hundred thousand pieces, in one of a megabyte, or as a tool call whose arguments do?
 * Linear means milliseconds for each: what grows with the square takes minutes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class WireFormatBenchmark {
  private static final int PIECE_BYTES = 16_384;
  private static final AnswerRequest REQUEST =
      new AnswerRequest("benchmark", MessageId.of("answer"), List.of(), 1, null, Limits.DEFAULTS);
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
      .build();

  /** The wire format. */
  @Param
  public WireFormat format = WireFormat.OPENAI;

  /** What the answer consists of. */
  @Param
  public WireFormat.Shape shape = WireFormat.Shape.CHARACTERS;

  private HttpProtocol protocol = format.endpoint().protocol();
  private String member = "";
  private byte[] stream = {};
  private List<ByteBuffer> pieces = List.of();

  @Setup
  public void prepare() {
    protocol = format.endpoint().protocol();
    member = format.member(shape);
    stream = format.answer(shape);
    pieces = OpenAiStream.cut(stream, PIECE_BYTES);
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
    StreamDecoder decoder = protocol.decoder(REQUEST, sink);
    if (format.isLines()) {
      JsonLinesParser parser = new JsonLinesParser(decoder::event);
      pieces.forEach(piece -> parser.feed(piece.rewind()));
      parser.end();
    } else {
      SseParser parser = new SseParser(decoder::event);
      pieces.forEach(piece -> parser.feed(piece.rewind()));
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
    DataLines.forEach(stream, format.isLines() ? 0 : DataLines.PREFIX, (bytes, offset, length) -> {
      if (bytes[offset] == '{') {
        pull(bytes, offset, length, counted);
      }
    });
    return counted.characters;
  }

  private void pull(byte[] bytes, int offset, int length, CountingSink counted) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      for (JsonToken at = json.nextToken(); at != null; at = json.nextToken()) {
        if (at == JsonToken.PROPERTY_NAME
            && json.currentName().equals(member)
            && json.nextToken() == JsonToken.VALUE_STRING) {
          counted.add(json.getString());
        }
      }
    }
  }
}
