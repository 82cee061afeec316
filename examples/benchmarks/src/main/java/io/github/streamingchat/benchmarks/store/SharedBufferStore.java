package io.github.streamingchat.benchmarks.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The floor: one array of Latin-1 characters, and a version that says how much of it counts. One writer,
 * no other characters, no ids, no limits, no subscribers. What is read of it is copied once, which is
 * what a reader that wants a String has asked for.
 */
final class SharedBufferStore implements Store {
  private static final class Version {
    final List<String> settled;
    final byte[] buffer;
    final int length;

    Version(List<String> settled, byte[] buffer, int length) {
      this.settled = settled;
      this.buffer = buffer;
      this.length = length;
    }

    String text(int from) {
      return new String(buffer, from, length - from, StandardCharsets.ISO_8859_1);
    }
  }

  private volatile Version latest;
  private int read;

  SharedBufferStore(int messages) {
    List<String> settled =
        IntStream.range(0, messages).mapToObj(i -> "question " + i).toList();
    latest = new Version(settled, new byte[16], 0);
  }

  @Override
  public void begin() {
    latest = new Version(latest.settled, new byte[16], 0);
    read = 0;
  }

  @Override
  @SuppressWarnings("deprecation") // drops the high bytes, which are all 0 here
  public void append(String piece) {
    Version before = latest;
    int total = before.length + piece.length();
    byte[] buffer = total <= before.buffer.length
        ? before.buffer
        : Arrays.copyOf(before.buffer, Math.max(total, 2 * before.buffer.length));
    piece.getBytes(0, piece.length(), buffer, before.length);
    latest = new Version(before.settled, buffer, total);
  }

  @Override
  public void take(Blackhole consumer) {
    consumer.consume(latest);
  }

  @Override
  public void readNew(Blackhole consumer) {
    Version now = latest;
    consumer.consume(now.text(read));
    read = now.length;
  }

  @Override
  public void readWhole(Blackhole consumer) {
    consumer.consume(latest.text(0));
  }

  @Override
  public void end() {}
}
