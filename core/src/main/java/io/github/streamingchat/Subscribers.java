package io.github.streamingchat;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The readers of one conversation. Every change to the array, and every note of a step, is made under
 * the conversation's lock; {@link #signal} is called after the lock was left.
 */
final class Subscribers {
  private static final Subscriber[] NONE = {};

  private volatile Subscriber[] all = NONE;

  void add(Subscriber subscriber) {
    Subscriber[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = subscriber;
    all = more;
  }

  void remove(Subscriber subscriber) {
    all = Arrays.stream(all).filter(one -> one != subscriber).toArray(Subscriber[]::new);
  }

  void noteCleared(long previousVersion) {
    for (Subscriber subscriber : all) {
      subscriber.pendingSince(previousVersion).cleared();
    }
  }

  void note(MessageId id, long previousVersion, Consumer<PendingChange> step) {
    for (Subscriber subscriber : all) {
      if (subscriber.wants(id)) {
        step.accept(subscriber.pendingSince(previousVersion));
      }
    }
  }

  /** The hot path's note, which allocates nothing where nobody reads. */
  void noteAppended(MessageId id, int part, int from, long previousVersion) {
    for (Subscriber subscriber : all) {
      if (subscriber.wants(id)) {
        subscriber.pendingSince(previousVersion).appended(id, part, from);
      }
    }
  }

  void signal() {
    for (Subscriber subscriber : all) {
      subscriber.signal();
    }
  }
}
