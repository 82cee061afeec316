package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.benchmarks.input.DataLines;
import io.github.streamingchat.benchmarks.input.EventStream;
import io.github.streamingchat.benchmarks.input.Pieces;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.sse.protocol.OpenAi;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What does it cost to get the text out of an event stream, from its bytes on, beside a bare Jackson pull
 * parser that is handed each line? One operation is a whole stream.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
  private static final String MEMBER = "content";
  private static final BarePull BARE = new BarePull(MEMBER);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is read. */
  @Param
  public EventStream stream = EventStream.OPENAI_CHUNKS;

  private HttpProtocol protocol = protocol();
  private byte[] bytes = {};
  private Pieces pieces = new Pieces(new byte[0], 1);

  @Setup
  public void prepare() {
    protocol = protocol();
    bytes = stream.bytes();
    pieces = new Pieces(bytes, 16_384);
    StringBuilder ours = new StringBuilder();
    StringBuilder pulled = new StringBuilder();
    StringBuilder trees = new StringBuilder();
    decode(ours::append);
    pull(pulled::append);
    trees(trees::append);
    boolean isSame = ours.toString().contentEquals(pulled) && pulled.compareTo(trees) == 0;
    if (ours.isEmpty() || !isSame) {
      throw new IllegalStateException("the decoder, bare Jackson and trees read different texts");
    }
  }

  private HttpProtocol protocol() {
    return stream == EventStream.TOKENS
        ? MessageEvents.at("http://localhost/").protocol()
        : OpenAi.at("http://localhost/v1").protocol();
  }

  /** The event stream parser and the decoder of the format, into a sink that takes the text. */
  @Benchmark
  public void decode(Blackhole consumer) {
    decode((Consumer<CharSequence>) consumer::consume);
  }

  private void decode(Consumer<CharSequence> consumer) {
    StreamDecoder decoder = protocol.decoder(BarePull.REQUEST, new TextSink(consumer));
    SseParser parser = new SseParser(decoder::event);
    pieces.push(parser::feed);
    parser.end();
  }

  /** The reference: find the line ends, pull each line's tokens, keep what is called content. */
  @Benchmark
  public void bareJackson(Blackhole consumer) {
    pull(consumer::consume);
  }

  private void pull(Consumer<String> consumer) {
    DataLines.forEach(
        bytes, (stream, offset, length) -> BARE.read(stream, offset, length, consumer));
  }

  /** What is written first by hand: a tree of each line. */
  @Benchmark
  public void readTree(Blackhole consumer) {
    trees(consumer::consume);
  }

  private void trees(Consumer<String> consumer) {
    DataLines.forEach(bytes, (stream, offset, length) -> {
      JsonNode tree = MAPPER.readTree(stream, offset, length);
      JsonNode text = tree.has(MEMBER) ? tree : tree.path("choices").path(0).path("delta");
      consumer.accept(text.path(MEMBER).asString());
    });
  }
}
