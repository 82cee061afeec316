package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.Author;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import io.github.streamingchat.websocket.protocol.StreamHandler;
import io.github.streamingchat.websocket.protocol.ThreePhaseDecoder;
import io.github.streamingchat.websocket.protocol.ThreePhaseHandler;
import java.nio.CharBuffer;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What does it cost to get the text out of a frame of the three-phase protocol of some 370 characters,
 * beside making a tree of it? And does it matter how many streams are open at once?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FrameBenchmark.FRAMES)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FrameBenchmark {
  static final int FRAMES = 10_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How many streams take turns. */
  @Param({"1", "1000"})
  public int streams;

  private List<CharBuffer> frames = List.of();

  @Setup
  public void prepare() {
    List<CharBuffer> made = new ArrayList<>();
    List<StreamEncoder> encoders = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      encoders.add(StreamEncoder.stream("5f0c9a1e-7f4e-4b86-9f1c-0000000" + (10_000 + i))
          .session("session-" + i)
          .replyTo("01a1fd1a-0ea7-7000-92e7-02a3a43f883f")
          .agent(new Author("agent-1", "Assistant", "openai", null))
          .to(frame -> made.add(CharBuffer.wrap(frame.toCharArray()))));
    }
    for (int i = 0; made.size() < FRAMES; i++) {
      encoders.get(i % streams).chunk("token ");
    }
    frames = List.copyOf(made.subList(0, FRAMES));
    StringBuilder ours = new StringBuilder();
    StringBuilder theirs = new StringBuilder();
    decode(ours::append);
    tree(theirs::append);
    if (ours.isEmpty() || !ours.toString().contentEquals(theirs)) {
      throw new IllegalStateException("the decoder and the tree read different texts");
    }
  }

  /** The decoder of the protocol, with its account of the streams. */
  @Benchmark
  public void decode(Blackhole consumer) {
    decode((Consumer<CharSequence>) consumer::consume);
  }

  private void decode(Consumer<CharSequence> consumer) {
    ThreePhaseDecoder decoder = new ThreePhaseDecoder(new Chunks(consumer), Limits.DEFAULTS);
    for (CharBuffer frame : frames) {
      decoder.text(frame, true);
    }
  }

  /** The reference: a tree of each frame, of which the chunk is kept. */
  @Benchmark
  public void readTree(Blackhole consumer) {
    tree(consumer::consume);
  }

  private void tree(Consumer<String> consumer) {
    for (CharBuffer frame : frames) {
      JsonNode tree = MAPPER.readTree(frame.toString());
      if (tree.path("type").asString().equals("message_stream")
          && tree.path("stream_chunk").asBoolean()) {
        consumer.accept(tree.path("chunk").asString());
      }
    }
  }

  /** Keeps nothing but the chunks. */
  private record Chunks(Consumer<CharSequence> consumer)
      implements ThreePhaseHandler, StreamHandler {
    @Override
    public StreamHandler started(Envelope start) {
      return this;
    }

    @Override
    public void message(Frame.Message message) {}

    @Override
    public void other(Frame frame) {}

    @Override
    public void frame(int chars) {}

    @Override
    public void chunk(String piece, long offset) {
      consumer.accept(piece);
    }

    @Override
    public void whole(String text) {}

    @Override
    public void problem(Problem problem) {
      throw new IllegalStateException(problem.toString());
    }

    @Override
    public void ended(Envelope end) {}

    @Override
    public void failed(Frame.Failure failure) {}

    @Override
    public void tooLarge(LimitExceededException limit) {}
  }
}
