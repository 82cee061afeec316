package io.github.streamingchat.benchmarks.store;

import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What does it cost to append one piece to a growing message and publish the version, and to read it
 * while it grows? Linear means
 * that a piece costs the same in a message of a thousand pieces and of a hundred thousand, and in a
 * conversation of ten messages and of ten thousand.
 *
 * <p>Each run appends a hundred thousand pieces: to one message, to ten or to a hundred, one after
 * the other in the same conversation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AppendBenchmark.PIECES)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AppendBenchmark {
  static final int PIECES = 100_000;
  private static final String PIECE = " sky";
  private static final int READ_EVERY = 16;

  /** What happens after every piece. */
  public enum Reader {
    /** The version is taken, and nothing in it is looked at. */
    NONE,
    /** The growing message is taken from it, and its new text. */
    NEW_TEXT,
    /** Every 16th time the growing message is taken from it, and its whole text as a String. */
    WHOLE_TEXT
  }

  /** How many pieces each message grows by. */
  @Param({"1000", "10000", "100000"})
  public int pieces;

  /** How many messages are there before. */
  @Param({"10", "10000"})
  public int messages;

  @Param
  public Reader reader = Reader.NONE;

  /** The library's store. */
  @State(Scope.Benchmark)
  public static class Library {
    private final Filled filled = new Filled(ConversationStore::new);

    @Setup(Level.Invocation)
    public void fill(AppendBenchmark sizes) {
      filled.refill(sizes);
    }
  }

  /** The floor. */
  @State(Scope.Benchmark)
  public static class Floor {
    private final Filled filled = new Filled(SharedBufferStore::new);

    @Setup(Level.Invocation)
    public void fill(AppendBenchmark sizes) {
      filled.refill(sizes);
    }
  }

  /** The store that copies. */
  @State(Scope.Benchmark)
  public static class Copies {
    private final Filled filled = new Filled(CopyingStore::new);

    @Setup(Level.Invocation)
    public void fill(AppendBenchmark sizes) {
      filled.refill(sizes);
    }
  }

  /**
   * A store with its first messages. It is used again while it has grown little, because what filling
   * it allocates would count as allocated by the pieces.
   */
  private static final class Filled {
    private static final int MOST_RUNS = 40;

    private final IntFunction<Store> factory;
    private Store store;
    private int runs = MOST_RUNS;

    Filled(IntFunction<Store> factory) {
      this.factory = factory;
      this.store = factory.apply(0);
    }

    void refill(AppendBenchmark sizes) {
      int grown = runs++ * (PIECES / sizes.pieces);
      if (runs > MOST_RUNS || grown > sizes.messages / 2) {
        store = factory.apply(sizes.messages);
        runs = 1;
      }
    }
  }

  /** The library. */
  @Benchmark
  public void conversation(Library library, Blackhole consumer) {
    grow(library.filled.store, consumer);
  }

  /** The floor: append to a shared array, publish its length. */
  @Benchmark
  public void sharedBufferFloor(Floor floor, Blackhole consumer) {
    grow(floor.filled.store, consumer);
  }

  /** What a list of Strings costs. */
  @Benchmark
  public void copiedListAndString(Copies copies, Blackhole consumer) {
    grow(copies.filled.store, consumer);
  }

  private void grow(Store store, Blackhole consumer) {
    for (int begun = 0; begun < PIECES; begun += pieces) {
      store.begin();
      for (int i = 0; i < pieces; i++) {
        store.append(PIECE);
        read(store, i, consumer);
      }
      store.end();
    }
  }

  private void read(Store store, int piece, Blackhole consumer) {
    if (reader == Reader.NEW_TEXT) {
      store.readNew(consumer);
    } else if (reader == Reader.WHOLE_TEXT && piece % READ_EVERY == 0) {
      store.readWhole(consumer);
    } else {
      store.take(consumer);
    }
  }
}
