package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.stream.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** How often which fault ended an answer in which way, by format. */
final class FaultTotals {
  private final Map<WireFault, Map<RecordedAnswer, Map<String, Integer>>> endings =
      new EnumMap<>(WireFault.class);
  private int cells;

  synchronized void add(RecordedAnswer answer, WireFault fault, Outcome outcome) {
    String ending = outcome
        .error()
        .map(ChatError::kind)
        .map(Enum::name)
        .orElse(outcome.status().name());
    endings
        .computeIfAbsent(fault, none -> new EnumMap<>(RecordedAnswer.class))
        .computeIfAbsent(answer, none -> new TreeMap<>())
        .merge(ending, 1, Integer::sum);
    cells++;
  }

  @Override
  public synchronized String toString() {
    StringBuilder table = new StringBuilder("Fault matrix: %,d cells%n".formatted(cells));
    endings.forEach((fault, byAnswer) -> byAnswer.forEach((answer, counts) -> {
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      StringJoiner kinds = new StringJoiner(", ");
      counts.forEach((ending, count) -> kinds.add(count + " " + ending));
      table.append("  %-12s %-14s %5d  %s%n".formatted(fault, answer, all, kinds));
    }));
    return table.toString();
  }
}
