package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A page in memory that tells what a person would read on it. */
final class ShownPage implements WatchAConversation.Page {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<MessageId, Map<Integer, String>> messages = new LinkedHashMap<>();

  @Override
  public synchronized void clear() {
    messages.clear();
    notifyAll();
  }

  @Override
  public synchronized void remove(MessageId id) {
    messages.remove(id);
    notifyAll();
  }

  @Override
  public synchronized void erase(MessageId id, int part) {
    messages.getOrDefault(id, new TreeMap<>()).remove(part);
  }

  @Override
  public synchronized void append(MessageId id, int part, String text) {
    messages.computeIfAbsent(id, joined -> new TreeMap<>()).merge(part, text, String::concat);
    notifyAll();
  }

  synchronized void awaitTexts(String... texts) throws InterruptedException {
    long begun = System.nanoTime();
    while (!texts().equals(List.of(texts))) {
      long left = PATIENCE_NANOS - (System.nanoTime() - begun);
      assertThat(left).as("what is shown: %s", texts()).isPositive();
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private List<String> texts() {
    return messages.values().stream()
        .map(parts -> String.join("|", parts.values()))
        .toList();
  }
}
