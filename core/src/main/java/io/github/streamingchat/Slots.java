package io.github.streamingchat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each message of a conversation stands. Positions only ever join, so all snapshots between two
 * removals share one of these; a snapshot ignores the positions past its own end.
 *
 * <p>Thread-safe: written under the conversation's lock, read without it.
 */
final class Slots {
  final String conversationId;
  private final Map<MessageId, Integer> positions = new ConcurrentHashMap<>(2);

  Slots(String conversationId) {
    this.conversationId = conversationId;
  }

  static Slots of(String conversationId, List<ChatMessage> messages) {
    Slots slots = new Slots(conversationId);
    for (ChatMessage message : messages) {
      slots.add(message.id(), slots.positions.size());
    }
    return slots;
  }

  void add(MessageId id, int slot) {
    positions.put(id, slot);
  }

  @Nullable
  Integer find(MessageId id) {
    return positions.get(id);
  }
}
