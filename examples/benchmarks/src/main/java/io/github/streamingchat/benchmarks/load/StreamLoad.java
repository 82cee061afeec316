package io.github.streamingchat.benchmarks.load;

import io.github.streamingchat.benchmarks.figures.Machine;
import io.github.streamingchat.benchmarks.figures.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures clients with many paced streams at once, by turns and several times, and prints the medians as
 * Markdown with what is promised of the library.
 */
public final class StreamLoad {
  private static final List<Integer> STREAMS = List.of(1, 100, 1000, 5000);
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final String TIMES = "times the bare subscriber";

  private final List<Integer> streams = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private int rounds = ROUNDS;
  private int seconds = SECONDS;

  private StreamLoad() {}

  /**
   * Measures and prints.
   *
   * @param args numbers of streams, names of clients, {@code rounds=3}, {@code seconds=5}; all of them
   *     if there are none
   * @throws IOException if a process cannot be started, or fails
   */
  public static void main(String[] args) throws IOException {
    StreamLoad load = new StreamLoad();
    Stream.of(args).forEach(load::take);
    load.run();
  }

  private void take(String argument) {
    if (argument.startsWith("rounds=")) {
      rounds = Integer.parseInt(argument.substring("rounds=".length()));
    } else if (argument.startsWith("seconds=")) {
      seconds = Integer.parseInt(argument.substring("seconds=".length()));
    } else if (Character.isDigit(argument.charAt(0))) {
      streams.add(Integer.valueOf(argument));
    } else {
      clients.add(Client.valueOf(argument));
    }
  }

  private void run() throws IOException {
    System.out.println(Machine.description());
    for (int count : streams.isEmpty() ? STREAMS : streams) {
      Map<Client, Measured> measured = measure(count);
      System.out.printf("%n## %,d streams%n%n", count);
      System.out.println("| client | cores | p50 µs | p99 µs | threads | heap KiB a stream"
          + " | cancel p50 µs | p99 µs | left open | lost |");
      System.out.println("| --- |" + " ---: |".repeat(9));
      measured.forEach((client, figures) -> System.out.println(row(client, figures)));
      System.out.printf("%n%s%n", Target.HEAD);
      targets(count, measured).stream()
          .filter(Target::isMeasured)
          .forEach(target -> System.out.println(target.row()));
    }
  }

  /** Round by round, so that what else the machine does meets all clients. */
  private Map<Client, Measured> measure(int count) throws IOException {
    Map<Client, List<Measured>> all = new EnumMap<>(Client.class);
    for (int round = 0; round < rounds; round++) {
      for (Client client : clients.isEmpty() ? List.of(Client.values()) : clients) {
        all.computeIfAbsent(client, first -> new ArrayList<>()).add(measure(client, count));
      }
    }
    Map<Client, Measured> medians = new EnumMap<>(Client.class);
    all.forEach((client, runs) -> medians.put(client, Measured.median(runs)));
    return medians;
  }

  private Measured measure(Client client, int count) throws IOException {
    Process process = new ProcessBuilder(JavaProcess.command(
            Measurement.class,
            "-Xmx2g",
            client.name(),
            Integer.toString(count),
            Integer.toString(seconds)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      String line = told.readLine();
      if (line == null) {
        throw new IOException("%s with %d streams told nothing".formatted(client, count));
      }
      return Measured.ofLine(line);
    } finally {
      process.destroy();
    }
  }

  private static String row(Client client, Measured figures) {
    return "| %s | %s | %s | %s | %.0f | %s | %s | %s | %.0f | %.0f |"
        .formatted(
            client,
            Target.number(figures.cores()),
            Target.number(figures.p50Micros()),
            Target.number(figures.p99Micros()),
            figures.threads(),
            Target.number(figures.heapKib()),
            Target.number(figures.cancelP50Micros()),
            Target.number(figures.cancelP99Micros()),
            figures.leftOpen(),
            figures.lost());
  }

  private static List<Target> targets(int count, Map<Client, Measured> measured) {
    List<Target> targets = new ArrayList<>();
    if (count == 1000) {
      targets.add(beside("CPU", 1.25, measured, Measured::cores));
      targets.add(beside("p50 from send to callback", 1.25, measured, Measured::p50Micros));
    }
    if (count == 5000) {
      targets.add(Target.atMost("threads", 10, "", ours(measured, Measured::threads)));
      targets.add(beside("heap a stream", 1.1, measured, Measured::heapKib));
    }
    targets.add(beside("cancel to closed socket", 1.5, measured, Measured::cancelP50Micros));
    targets.add(Target.atMost("sockets left open", 0, "", ours(measured, Measured::leftOpen)));
    return targets;
  }

  private static OptionalDouble ours(
      Map<Client, Measured> measured, ToDoubleFunction<Measured> what) {
    return Stream.ofNullable(measured.get(Client.LIBRARY)).mapToDouble(what).findFirst();
  }

  private static Target beside(
      String what,
      double bound,
      Map<Client, Measured> measured,
      ToDoubleFunction<Measured> figure) {
    return Target.atMost(
        what,
        bound,
        TIMES,
        Stream.ofNullable(measured.get(Client.BARE))
            .flatMapToDouble(bare ->
                ours(measured, figure).stream().map(ours -> ours / figure.applyAsDouble(bare)))
            .findFirst());
  }
}
