package io.github.streamingchat.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the process at intervals, and says at the end what grew. The first third of what it saw is
 * compared with the last, by their medians, so that neither the warming up nor one late collection
 * decides.
 *
 * <p>Not thread-safe.
 */
final class Gauge {
  /** What the JIT's profiles, the log and the gauge's own samples may add to the heap meanwhile. */
  private static final long HEAP_SLACK = 1 << 20;

  /** The library's pools fill up to their sizes as it happens; one lost for each answer is far more. */
  private static final long THREAD_SLACK = 8 + 4L * Runtime.getRuntime().availableProcessors();

  /** A kept connection more or less is no leak. */
  private static final long FILE_SLACK = 4;

  private final String what;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(long heap, long threads, long files) {}

  Gauge(String what) {
    this.what = what;
  }

  void look(long done) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    Sample sample =
        new Sample(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
    samples.add(sample);
    System.out.printf(
        "%,12d %-8s %,10d KiB of heap  %4d threads  %4d open files%n",
        done, what, heap >> 10, sample.threads, sample.files);
  }

  private static long openFiles() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }

  /** What grew, in words; empty if nothing did. */
  List<String> growth() {
    List<String> grew = new ArrayList<>();
    compare(grew, "heap", HEAP_SLACK, samples.stream().map(Sample::heap).toList());
    compare(grew, "threads", THREAD_SLACK, samples.stream().map(Sample::threads).toList());
    compare(grew, "open files", FILE_SLACK, samples.stream().map(Sample::files).toList());
    return grew;
  }

  private void compare(List<String> grew, String name, long slack, List<Long> values) {
    int third = values.size() / 3;
    long first = median(values.subList(0, third));
    long last = median(values.subList(values.size() - third, values.size()));
    if (last > first + slack) {
      grew.add("%s over %s grew from %,d to %,d".formatted(name, what, first, last));
    }
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
  }
}
