package io.github.streamingchat;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets threads meet at one line and run from there, again and again. */
final class Race {
  private static final int PATIENCE_SECONDS = 60;

  /** One thread's part in a race. */
  @FunctionalInterface
  interface Runner {
    void run() throws Exception;
  }

  /** One thread's part in a race of alike ones. */
  @FunctionalInterface
  interface NumberedRunner {
    void run(int thread) throws Exception;
  }

  private Race() {}

  /** Runs {@code threads} of the same kind once, and fails with what any of them threw. */
  static void of(int threads, NumberedRunner runner) throws Exception {
    Runner[] runners = new Runner[threads];
    for (int i = 0; i < threads; i++) {
      int thread = i;
      runners[i] = () -> runner.run(thread);
    }
    between(runners);
  }

  /** Runs these against each other once, and fails with what any of them threw. */
  static void between(Runner... runners) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runners.length);
    try {
      run(threads, runners);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A race that is run many times on the same threads, each time with a field made anew. */
  @FunctionalInterface
  interface Round {
    /** Gives the runners; returns what is to be checked when all of them came in. */
    Check start(List<Runner> runners) throws Exception;
  }

  /** What must hold after a round. */
  @FunctionalInterface
  interface Check {
    void hold() throws Exception;
  }

  static void many(int rounds, int threads, Round round) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int i = 0; i < rounds; i++) {
        List<Runner> runners = new ArrayList<>();
        Check check = round.start(runners);
        run(pool, runners.toArray(Runner[]::new));
        check.hold();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void run(ExecutorService threads, Runner[] runners) throws Exception {
    CyclicBarrier line = new CyclicBarrier(runners.length);
    List<Future<?>> results = new ArrayList<>();
    for (Runner runner : runners) {
      results.add(threads.submit(() -> {
        line.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        runner.run();
        return null;
      }));
    }
    for (Future<?> result : results) {
      try {
        result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException thrown) {
        throw new AssertionError("a runner threw", thrown.getCause());
      } catch (TimeoutException tooLong) {
        fail("a runner did not come in within " + PATIENCE_SECONDS + " s");
      }
    }
  }
}
