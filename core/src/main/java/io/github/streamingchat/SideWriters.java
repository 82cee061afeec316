package io.github.streamingchat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reservations that write into a conversation beside the running one, by the messages that they
 * write. Nobody waits for them and they wait for nobody: one joins in one step, and leaves in one when
 * it is settled or revoked. It may write as long as its primary message is here, which it never gives
 * up.
 *
 * <p>Not thread-safe: guarded by the ledger's monitor.
 */
final class SideWriters {
  private final MessageBook book;
  private final Map<MessageId, Reservation> owners = new LinkedHashMap<>();

  SideWriters(MessageBook book) {
    this.book = book;
  }

  boolean mayWrite(Reservation writer) {
    return owners.get(writer.primary()) == writer;
  }

  boolean isOwned(MessageId id) {
    return owners.containsKey(id);
  }

  Set<MessageId> messages() {
    return owners.keySet();
  }

  void join(Reservation writer) {
    owners.put(writer.primary(), writer);
  }

  void took(Reservation writer, MessageId id) {
    if (mayWrite(writer)) {
      owners.put(id, writer);
    }
  }

  void gaveUp(MessageId id) {
    owners.remove(id);
  }

  /** Ends the messages of a writer, which is one of these. */
  List<ChatMessage> end(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    writer.messages().forEach(owners::remove);
    return book.end(writer.messages(), status, error);
  }

  /** Ends the writer of a message, if one of these writes it; it keeps its messages. */
  @Nullable
  Reservation revokeFor(MessageId id) {
    Reservation writer = owners.get(id);
    if (writer != null) {
      writer.keep(end(writer, MessageStatus.CANCELLED, null));
    }
    return writer;
  }

  /** Ends the writers of these messages; they keep their messages as they are now. */
  List<Reservation> revokeFor(List<MessageId> ids) {
    List<Reservation> revoked = new ArrayList<>();
    for (MessageId id : ids) {
      Reservation writer = revokeFor(id);
      if (writer != null) {
        revoked.add(writer);
      }
    }
    return revoked;
  }

  List<Reservation> revokeAll() {
    return revokeFor(List.copyOf(owners.keySet()));
  }
}
