package io.github.streamingchat.testkit;

import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose peer follows a script, or a recording, and makes {@linkplain Fault faults}: the
 * ones that a test names, or ones drawn from a seed. With a {@link VirtualTime} a test that waits for
 * minutes is over at once.
 *
 * <pre>{@code
 * for (Fault fault : Fault.everyOneOf(script)) {
 *   ChaosTransport transport = ChaosTransport.with(time, script, fault);
 *   ...
 * }
 * }</pre>
 *
 * <p>{@link #toString()} tells the seed and the faults, for the message of a test that fails: the same
 * seed and the same script give the same faults. Thread-safe.
 */
public final class ChaosTransport implements ChatTransport {
  private static final int MOST_FAULTS = 3;
  private static final long LONGEST_STALL_SECONDS = 300;

  private final Scheduler scheduler;
  private final Script script;
  private final @Nullable Long seed;
  private final Supplier<List<Fault>> nextFaults;
  private final List<List<Fault>> faults = new ArrayList<>();

  private ChaosTransport(
      Scheduler scheduler, Script script, @Nullable Long seed, Supplier<List<Fault>> nextFaults) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.script = Objects.requireNonNull(script, "script");
    this.seed = seed;
    this.nextFaults = nextFaults;
  }

  /**
   * Makes a transport that makes the same faults in every attempt.
   *
   * @param scheduler where the pauses come from
   * @param script what the peer would do without faults
   * @param faults applied one after the other, each to what the one before has left
   * @return a new transport
   */
  public static ChaosTransport with(Scheduler scheduler, Script script, Fault... faults) {
    List<Fault> all = List.of(faults);
    return new ChaosTransport(scheduler, script, null, () -> all);
  }

  /**
   * Makes a transport that makes other faults in each attempt, up to three at once, or none.
   *
   * @param scheduler where the pauses come from
   * @param script what the peer would do without faults
   * @param seed where the faults are drawn from
   * @return a new transport
   */
  public static ChaosTransport seeded(Scheduler scheduler, Script script, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Fault> possible = Fault.everyOneOf(script);
    return new ChaosTransport(scheduler, script, seed, () -> draw(random, possible));
  }

  private static List<Fault> draw(RandomGenerator random, List<Fault> possible) {
    List<Fault> drawn = new ArrayList<>();
    for (int left = random.nextInt(MOST_FAULTS + 1); left > 0; left--) {
      Fault fault = possible.get(random.nextInt(possible.size()));
      drawn.add(
          fault instanceof Fault.Stall stall
              ? new Fault.Stall(
                  stall.event(), Duration.ofSeconds(random.nextLong(LONGEST_STALL_SECONDS) + 1))
              : fault);
    }
    return List.copyOf(drawn);
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    List<Fault> now;
    synchronized (this) {
      now = nextFaults.get();
      faults.add(now);
    }
    Script faulty = script;
    boolean deaf = false;
    for (Fault fault : now) {
      if (fault instanceof Fault.OpenFailure failure) {
        throw failure.thrown();
      }
      deaf |= fault instanceof Fault.Deafness;
      faulty = fault.applyTo(faulty);
    }
    return Playback.start(scheduler, faulty.steps(), sink, deaf);
  }

  /**
   * Gives the faults made so far.
   *
   * @return a copy, one list for each attempt, in the order in which they were opened
   */
  public synchronized List<List<Fault>> faults() {
    return List.copyOf(faults);
  }

  /** Does nothing: attempts that run are the answers' to cancel. */
  @Override
  public void close() {}

  /**
   * Tells what to put into a test to see the same again.
   *
   * @return the seed, if there is one, and the faults of each attempt so far
   */
  @Override
  public synchronized String toString() {
    return seed == null
        ? "ChaosTransport[faults=" + faults + "]"
        : "ChaosTransport[seed=" + seed + ", faults=" + faults + "]";
  }
}
