package io.github.streamingchat.benchmarks.store;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/** What is written first by hand: for each piece, a new String in a new list. Quadratic. */
final class CopyingStore implements Store {
  private volatile List<String> latest;
  private int read;

  CopyingStore(int messages) {
    List<String> settled = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      settled.add("question " + i);
    }
    latest = settled;
  }

  @Override
  public void begin() {
    List<String> copy = new ArrayList<>(latest);
    copy.add("");
    latest = copy;
    read = 0;
  }

  @Override
  public void append(String piece) {
    List<String> copy = new ArrayList<>(latest);
    copy.set(copy.size() - 1, copy.get(copy.size() - 1) + piece);
    latest = copy;
  }

  @Override
  public void take(Blackhole consumer) {
    consumer.consume(latest);
  }

  @Override
  public void readNew(Blackhole consumer) {
    List<String> now = latest;
    String text = now.get(now.size() - 1);
    consumer.consume(text.substring(read));
    read = text.length();
  }

  @Override
  public void readWhole(Blackhole consumer) {
    List<String> now = latest;
    consumer.consume(now.get(now.size() - 1));
  }

  @Override
  public void end() {}
}
