package io.github.streamingchat.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Measures one client with so many streams, in a process that is there for nothing else. */
final class Measurement {
  private static final int MOST_EVENTS_A_SECOND = 10_000;
  private static final int EVENTS_A_SECOND_AND_STREAM = 1_000;
  private static final int MOST_WARM_UP_STREAMS = 50;
  private static final int MOST_UNDER_WAY = 100;
  private static final int MOST_TIMED_CANCELS = 200;
  private static final int WARM_UP = 1_000_000;
  private static final long BETWEEN_CANCELS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final double KIB = 1024;

  private final ServerProcess server;
  private final StreamClient client;
  private final Duration time;

  private Measurement(ServerProcess server, StreamClient client, Duration time) {
    this.server = server;
    this.client = client;
    this.time = time;
  }

  /**
   * Measures, and prints one line.
   *
   * @param args the client, the number of streams, and for how many seconds
   * @throws IOException if the server or the client fails
   */
  public static void main(String[] args) throws IOException {
    try (ServerProcess server = new ServerProcess()) {
      StreamClient client = Client.valueOf(args[0]).of(server.address());
      Duration time = Duration.ofSeconds(Integer.parseInt(args[2]));
      Measured measured = new Measurement(server, client, time).run(Integer.parseInt(args[1]));
      System.out.println(measured.line());
    }
    System.exit(0); // some clients keep threads
  }

  private Measured run(int streams) throws IOException {
    warmUp(Math.min(streams, MOST_WARM_UP_STREAMS));
    Arrivals arrivals = new Arrivals();
    long before = usedHeap();
    List<Runnable> cancels = open(0, streams, arrivals);
    double heap = (usedHeap() - before) / KIB / streams;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();

    int rate = Math.min(MOST_EVENTS_A_SECOND, EVENTS_A_SECOND_AND_STREAM * streams);
    long sent = streams + server.pace(rate, time);
    arrivals.begin();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    sent += server.pace(rate, time);
    double cores = (double) (cpuNanos() - cpu) / (System.nanoTime() - start);
    long all = sent;
    await(() -> arrivals.count() >= all, CLOSING);
    arrivals.end();
    long lost = sent - arrivals.count();

    double[] closed = cancel(cancels);
    return new Measured(
        cores,
        arrivals.micros(0.5),
        arrivals.micros(0.99),
        threads,
        heap,
        at(closed, 0.5),
        at(closed, 0.99),
        server.open(),
        lost);
  }

  /** Numbers of its own, so that their ends are not taken for those of the streams that are timed. */
  private void warmUp(int streams) throws IOException {
    List<Runnable> cancels = open(WARM_UP, streams, new Arrivals());
    server.pace(MOST_EVENTS_A_SECOND, time);
    cancels.forEach(Runnable::run);
    awaitOpen(0, PATIENCE);
  }

  private List<Runnable> open(int first, int streams, Arrivals arrivals) throws IOException {
    List<Runnable> cancels = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      long enough = (long) i - MOST_UNDER_WAY;
      await(() -> arrivals.count() > enough, PATIENCE);
      cancels.add(client.open(first + i, arrivals));
    }
    if (!await(() -> arrivals.count() >= streams, PATIENCE)) {
      throw new IOException("of %d streams %d have begun".formatted(streams, arrivals.count()));
    }
    return cancels;
  }

  /** Cancels some one by one, for how long it takes, and then the others. */
  private double[] cancel(List<Runnable> cancels) throws IOException {
    int timed = Math.min(cancels.size(), MOST_TIMED_CANCELS);
    long[] asked = new long[timed];
    for (int i = 0; i < timed; i++) {
      asked[i] = System.nanoTime();
      cancels.get(i).run();
      LockSupport.parkNanos(BETWEEN_CANCELS);
    }
    cancels.subList(timed, cancels.size()).forEach(Runnable::run);
    awaitOpen(0, CLOSING);
    Map<Integer, Long> closed = server.closed();
    double[] micros = new double[timed];
    for (int i = 0; i < timed; i++) {
      Long at = closed.get(i);
      micros[i] = at == null ? Double.POSITIVE_INFINITY : (at - asked[i]) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
  }

  private void awaitOpen(int streams, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (server.open() > streams && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_CANCELS);
    }
  }

  private static boolean await(BooleanSupplier what, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(100_000);
    }
    return true;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      LockSupport.parkNanos(50_000_000);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
