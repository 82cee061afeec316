package io.github.streamingchat;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    all = Arrays.stream(all).filter(one -> !one.equals(subscriber)).toArray(Subscriber[]::new);
  }

  void noteCleared(long previousVersion) {
    for (Subscriber subscriber : all) {
      PendingChange notes = subscriber.notesSince(previousVersion);
      if (notes != null) {
        notes.cleared();
      }
    }
  }

  /** A step that changed no message; whoever asked for one message only is not concerned. */
  void noteLine(long previousVersion) {
    for (Subscriber subscriber : all) {
      if (subscriber.wantsAll()) {
        subscriber.notesSince(previousVersion);
      }
    }
  }

  void note(MessageId id, long previousVersion, Consumer<PendingChange> step) {
    for (Subscriber subscriber : all) {
      PendingChange notes = notesOf(subscriber, id, previousVersion);
      if (notes != null) {
        step.accept(notes);
      }
    }
  }

  /** The hot path's note, which allocates nothing where nobody reads. */
  void noteAppended(MessageId id, int part, int from, long previousVersion) {
    for (Subscriber subscriber : all) {
      PendingChange notes = notesOf(subscriber, id, previousVersion);
      if (notes != null) {
        notes.appended(id, part, from);
      }
    }
  }

  private static @Nullable PendingChange notesOf(Subscriber one, MessageId id, long version) {
    return one.wants(id) ? one.notesSince(version) : null;
  }

  /** The step that was noted is whole. */
  void published(Snapshot now) {
    for (Subscriber subscriber : all) {
      subscriber.published(now);
    }
  }

  void signal() {
    for (Subscriber subscriber : all) {
      subscriber.signal();
    }
  }
}
