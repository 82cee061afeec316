package io.github.streamingchat.journal;

import io.github.streamingchat.Change;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.MessageId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which messages may differ between a snapshot and a later one: what keeps the search for the
 * differences from looking at all others.
 *
 * <p>Not thread-safe.
 */
final class Touched {
  private final Set<MessageId> ids = new LinkedHashSet<>();
  private final Set<MessageId> joined = new HashSet<>();
  private boolean cleared;

  void note(Change change) {
    if (change.cleared()) {
      ids.clear();
      joined.clear();
      cleared = true;
    }
    for (MessageChange message : change.messages()) {
      ids.add(message.id());
      if (message.kind() == MessageChange.Kind.ADDED) {
        joined.add(message.id());
      }
    }
  }

  /** Also what was touched after that. */
  void note(Touched later) {
    if (later.cleared) {
      ids.clear();
      joined.clear();
      cleared = true;
    }
    ids.addAll(later.ids);
    joined.addAll(later.joined);
  }

  boolean isCleared() {
    return cleared;
  }

  Set<MessageId> ids() {
    return ids;
  }

  /** Whether a message joined since then, even if one of the same id was there before. */
  boolean hasJoined(MessageId id) {
    return joined.contains(id);
  }
}
