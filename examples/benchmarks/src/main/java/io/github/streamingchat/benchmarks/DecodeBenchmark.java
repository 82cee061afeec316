package io.github.streamingchat.benchmarks;

import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.transport.AnswerRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What does it cost to get the text out of 300 bytes of an OpenAI stream: one chunk of 300 bytes, or
 * a thousandth of one of 300 000? Linear means that it does not grow with the chunk; that it falls is
 * the share of what is around the text.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecodeBenchmark.UNITS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecodeBenchmark {
  static final int UNITS = 10_000;
  private static final int UNIT_BYTES = 300;
  private static final HttpProtocol PROTOCOL = OpenAi.at("http://localhost/v1").protocol();
  private static final AnswerRequest REQUEST =
      new AnswerRequest("benchmark", MessageId.of("answer"), List.of(), 1, null, Limits.DEFAULTS);
  private static final JsonFactory JSON = new JsonFactory();

  /** How long a chunk is, in bytes. */
  @Param({"300", "300000"})
  public int chunkBytes;

  /** In pieces of how many bytes the stream comes; it does not matter to bare Jackson. */
  @Param({"1460", "16384"})
  public int pieceBytes;

  private byte[] stream = {};
  private List<ByteBuffer> pieces = List.of();

  @Setup
  public void prepare() {
    stream = OpenAiStream.of(UNITS * UNIT_BYTES, chunkBytes);
    pieces = OpenAiStream.cut(stream, pieceBytes);
    StringBuilder ours = new StringBuilder();
    StringBuilder theirs = new StringBuilder();
    decode(ours::append);
    pull(theirs::append);
    if (ours.isEmpty() || !ours.toString().contentEquals(theirs)) {
      throw new IllegalStateException("the decoder and bare Jackson read different texts");
    }
  }

  /** The event stream parser and the decoder of OpenAI Chat Completions. */
  @Benchmark
  public void decode(Blackhole consumer) {
    decode((Consumer<CharSequence>) consumer::consume);
  }

  private void decode(Consumer<CharSequence> consumer) {
    StreamDecoder decoder = PROTOCOL.decoder(REQUEST, new TextSink(consumer));
    SseParser parser = new SseParser(decoder::event);
    for (ByteBuffer piece : pieces) {
      parser.feed(piece.rewind());
    }
    parser.end();
  }

  /** The reference: find the line ends, pull each line's tokens, keep what is called content. */
  @Benchmark
  public void bareJackson(Blackhole consumer) {
    pull(consumer::consume);
  }

  private void pull(Consumer<String> consumer) {
    DataLines.forEach(stream, (bytes, offset, length) -> {
      if (bytes[offset] == '{') {
        pull(bytes, offset, length, consumer);
      }
    });
  }

  private static void pull(byte[] bytes, int offset, int length, Consumer<String> consumer) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      for (JsonToken at = json.nextToken(); at != null; at = json.nextToken()) {
        if (at == JsonToken.PROPERTY_NAME
            && json.currentName().equals("content")
            && json.nextToken() == JsonToken.VALUE_STRING) {
          consumer.accept(json.getString());
        }
      }
    }
  }
}
