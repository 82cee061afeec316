package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records that lead from one snapshot of a conversation to a later one. Text that grew is told from
 * where it ended, at the cost of what is new.
 *
 * <p>Not thread-safe.
 */
final class Differences {
  private final List<JournalRecord> records = new ArrayList<>();

  private Differences() {}

  /**
   * Finds them.
   *
   * @param touched at least the messages that differ
   */
  static List<JournalRecord> between(Snapshot before, Snapshot after, Touched touched) {
    Differences differences = new Differences();
    differences.find(before, after, touched);
    return differences.records;
  }

  /** All that a snapshot says, from nothing. */
  static List<JournalRecord> all(Snapshot snapshot) {
    return snapshot.messages().stream()
        .<JournalRecord>map(JournalRecord.Added::new)
        .toList();
  }

  private void find(Snapshot before, Snapshot after, Touched touched) {
    if (touched.isCleared()) {
      records.add(new JournalRecord.Cleared());
    }
    int added = 0;
    List<JournalRecord> updates = new ArrayList<>();
    for (MessageId id : touched.ids()) {
      Optional<ChatMessage> was = touched.isCleared() ? Optional.empty() : before.find(id);
      Optional<ChatMessage> is = after.find(id);
      boolean stays = was.isPresent() && is.isPresent() && !touched.hasJoined(id);
      if (stays) {
        new MessageDifferences(id, updates::add).find(was.get(), is.get());
      } else {
        was.ifPresent(gone -> records.add(new JournalRecord.Removed(id)));
        added += is.isPresent() ? 1 : 0;
      }
    }
    records.addAll(updates);
    // Messages join at the end only, so those that joined are the last ones, in their order.
    for (ChatMessage joined : after.messages().subList(after.size() - added, after.size())) {
      records.add(new JournalRecord.Added(joined));
    }
  }
}
