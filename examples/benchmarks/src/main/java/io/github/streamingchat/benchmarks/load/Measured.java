package io.github.streamingchat.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one client took with so many streams.
 *
 * @param cores processors' worth of time, while events came at their pace
 * @param p50Micros from the server's send to the callback
 * @param p99Micros the same
 * @param threads how many there are
 * @param heapKib for each open stream, without the text that comes later
 * @param cancelP50Micros from the call of cancel to the end of the connection at the server
 * @param cancelP99Micros the same
 * @param leftOpen connections that were still open two seconds later
 * @param lost events that were sent and did not arrive
 */
record Measured(
    double cores,
    double p50Micros,
    double p99Micros,
    double threads,
    double heapKib,
    double cancelP50Micros,
    double cancelP99Micros,
    double leftOpen,
    double lost) {
  /** One line for another process. */
  String line() {
    return String.join(
        " ",
        List.of(
                cores,
                p50Micros,
                p99Micros,
                threads,
                heapKib,
                cancelP50Micros,
                cancelP99Micros,
                leftOpen,
                lost)
            .stream()
            .map(Object::toString)
            .toList());
  }

  static Measured ofLine(String line) {
    double[] values =
        Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Measured(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
        values[8]);
  }

  /** The median of each, of several runs; of what must not happen the most. */
  static Measured median(List<Measured> runs) {
    return new Measured(
        median(runs, Measured::cores),
        median(runs, Measured::p50Micros),
        median(runs, Measured::p99Micros),
        median(runs, Measured::threads),
        median(runs, Measured::heapKib),
        median(runs, Measured::cancelP50Micros),
        median(runs, Measured::cancelP99Micros),
        runs.stream().mapToDouble(Measured::leftOpen).max().orElseThrow(),
        runs.stream().mapToDouble(Measured::lost).max().orElseThrow());
  }

  private static double median(List<Measured> runs, ToDoubleFunction<Measured> what) {
    return runs.stream().mapToDouble(what).sorted().toArray()[runs.size() / 2];
  }
}
