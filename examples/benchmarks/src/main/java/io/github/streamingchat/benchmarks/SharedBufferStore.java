package io.github.streamingchat.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The floor: one array of characters, and a version that says how much of it counts. One writer, no
 * ids, no limits, no subscribers, no half characters.
 */
final class SharedBufferStore implements Store {
  private static final class Version {
    final List<String> settled;
    final char[] buffer;
    final int length;

    Version(List<String> settled, char[] buffer, int length) {
      this.settled = settled;
      this.buffer = buffer;
      this.length = length;
    }
  }

  private volatile Version latest;
  private int read;

  SharedBufferStore(int messages) {
    List<String> settled =
        IntStream.range(0, messages).mapToObj(i -> "question " + i).toList();
    latest = new Version(settled, new char[16], 0);
  }

  @Override
  public void begin() {
    latest = new Version(latest.settled, new char[16], 0);
    read = 0;
  }

  @Override
  public void append(String piece) {
    Version before = latest;
    int total = before.length + piece.length();
    char[] buffer = total <= before.buffer.length
        ? before.buffer
        : Arrays.copyOf(before.buffer, Math.max(total, 2 * before.buffer.length));
    piece.getChars(0, piece.length(), buffer, before.length);
    latest = new Version(before.settled, buffer, total);
  }

  @Override
  public void take(Blackhole consumer) {
    consumer.consume(latest);
  }

  @Override
  public void read(Blackhole consumer) {
    Version now = latest;
    consumer.consume(new String(now.buffer, read, now.length - read));
    read = now.length;
  }

  @Override
  public void end() {}
}
