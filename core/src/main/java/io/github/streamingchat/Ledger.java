package io.github.streamingchat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every step that a conversation can take. A step checks what it is about to do, writes it into the
 * {@link MessageBook} and the {@link Succession}, and publishes once, at its end, so that nobody sees
 * half of it; then, with the monitor left, subscribers are woken, and after them the owners whom the
 * step concerns.
 *
 * <p>All writes happen under this object's monitor: the book, the succession and the subscribers'
 * notes. Reading the published snapshot takes no lock.
 */
final class Ledger {
  private final String conversationId;
  private final LedgerRules rules;
  private final Subscribers subscribers = new Subscribers();
  private final MessageBook book;
  private final TurnOrder order = new TurnOrder();
  private final Succession succession;

  Ledger(String conversationId, Limits limits, List<ChatMessage> earlier) {
    this.conversationId = conversationId;
    this.rules = new LedgerRules(conversationId, limits);
    this.book = new MessageBook(conversationId, rules, subscribers, earlier);
    this.succession = new Succession(conversationId, rules, book, order);
  }

  Snapshot snapshot() {
    return book.published();
  }

  synchronized boolean isReserved() {
    return succession.isReserved();
  }

  /** Adds a reader that begins at the present version. */
  <S extends Subscriber> S subscribe(Supplier<S> made) {
    synchronized (this) {
      S subscriber = made.get();
      subscribers.add(subscriber);
      return subscriber;
    }
  }

  synchronized void unsubscribe(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  // What the application writes.

  void add(ChatMessage message) {
    synchronized (this) {
      succession.requireAddable(message);
      book.insert(message);
      book.publish();
    }
    subscribers.signal();
  }

  /** Appends to a message that no answer owns. */
  void append(MessageId id, String piece) {
    synchronized (this) {
      int slot = book.now().slotOfKnown(id);
      if (succession.isOwned(id)) {
        throw new StreamingMessageException(conversationId, id, "text");
      }
      if (piece.length() == 0) {
        return;
      }
      LiveTail tail = book.now().tailAt(slot);
      boolean isNew = tail == null;
      if (tail == null) {
        tail = LiveTail.of(slot, book.now().get(slot));
      }
      int parts = tail.parts();
      boolean needsPart = parts == 0 || !(tail.base().parts().get(parts - 1) instanceof Part.Text);
      int part = needsPart ? parts : parts - 1;
      rules.requireWithinLimits((long) tail.length() + piece.length(), part + 1);
      if (isNew) {
        settleAbandonedTail();
      }
      book.grow(needsPart ? book.open(tail, Part.text("")) : tail, part, piece);
      book.publish();
    }
    subscribers.signal();
  }

  /** The application appends to one message at a time; the one before it stops being a tail. */
  private void settleAbandonedTail() {
    for (LiveTail tail : book.now().tails()) {
      if (!succession.isOwned(tail.id())) {
        book.settle(tail);
        return;
      }
    }
  }

  /**
   * Commits an edit that was made of what {@code seen} showed. Text that grew meanwhile stays, if the
   * edit left the content alone.
   *
   * @return the message after the edit, or null if it changed since it was seen, in a way that the
   *     edit did not see
   */
  @Nullable
  ChatMessage edit(Snapshot seen, ChatMessage before, ChatMessage after) {
    rules.requireSameMessage(before, after);
    rules.requireWithinLimits(after.countedLength(), after.parts().size());
    ChatMessage committed;
    synchronized (this) {
      boolean owned = succession.isOwned(before.id());
      if (owned) {
        rules.requireOnlyAnnotated(before, after);
      }
      committed = book.edit(seen, before, after, owned);
      book.publish();
    }
    subscribers.signal();
    return committed;
  }

  ChatMessage remove(MessageId id) {
    ChatMessage removed;
    Reservation revoked;
    Reservation next;
    synchronized (this) {
      int slot = book.now().slotOfKnown(id);
      revoked = succession.revokeFor(id);
      order.forget(id);
      removed = book.remove(slot);
      next = succession.callNext();
      book.publish();
    }
    subscribers.signal();
    if (revoked != null) {
      revoked.tellRevoked(Revocation.CLEARED);
    }
    tellTurn(next);
    return removed;
  }

  void clear() {
    List<Reservation> revoked;
    synchronized (this) {
      revoked = succession.revokeAll();
      order.forgetAll();
      book.clear();
      book.publish();
    }
    subscribers.signal();
    revoked.forEach(owner -> owner.tellRevoked(Revocation.CLEARED));
  }

  // What answers write.

  synchronized boolean mayWrite(Reservation writer) {
    return succession.mayWrite(writer);
  }

  boolean addOwned(Reservation writer, ChatMessage message) {
    synchronized (this) {
      if (!mayWrite(writer)) {
        return false;
      }
      succession.requireAddable(message);
      book.insert(message);
      book.letGrow(message.id());
      succession.took(writer, message.id());
      book.publish();
    }
    subscribers.signal();
    return true;
  }

  boolean appendOwned(Reservation writer, MessageId id, int part, String piece) {
    synchronized (this) {
      LiveTail tail = ownedTail(writer, id);
      if (tail == null) {
        return false;
      }
      if (piece.length() == 0) {
        return true;
      }
      rules.requireWithinLimits((long) tail.length() + piece.length(), tail.parts());
      book.grow(tail, part, piece);
      book.publish();
    }
    subscribers.signal();
    return true;
  }

  /** Gives how many characters were new, or -1 if the writer has lost its right. */
  int appendOwnedAt(Reservation writer, MessageId id, int part, long offset, String piece) {
    String fresh;
    synchronized (this) {
      LiveTail tail = ownedTail(writer, id);
      if (tail == null) {
        return -1;
      }
      int known = book.overlap(tail, part, offset, piece);
      fresh = piece.substring(known);
      if (fresh.length() == 0) {
        return 0;
      }
      rules.requireWithinLimits((long) tail.length() + fresh.length(), tail.parts());
      book.grow(tail, part, fresh);
      book.publish();
    }
    subscribers.signal();
    return fresh.length();
  }

  boolean replaceOwned(Reservation writer, MessageId id, int part, String whole) {
    synchronized (this) {
      LiveTail tail = ownedTail(writer, id);
      if (tail == null) {
        return false;
      }
      book.replace(tail, part, whole);
      book.publish();
    }
    subscribers.signal();
    return true;
  }

  /** Leaves of an answer one message with one part, and empty ones; the others are removed. */
  boolean startOverOwned(
      Reservation writer,
      MessageId id,
      Part.@Nullable Growing first,
      String piece,
      Set<MessageId> staying) {
    synchronized (this) {
      if (!mayWrite(writer)) {
        return false;
      }
      writer.requireOwned(id);
      rules.requireWithinLimits(piece.length(), first == null ? 0 : 1);
      for (MessageId owned : writer.messages()) {
        int slot = book.now().slotOfKnown(owned);
        LiveTail tail = Objects.requireNonNull(book.now().tailAt(slot));
        if (owned.equals(id)) {
          LiveTail empty = book.startOver(tail, first);
          if (piece.length() > 0) {
            book.grow(empty, 0, piece);
          }
        } else if (owned.equals(writer.primary()) || staying.contains(owned)) {
          book.startOver(tail, null);
        } else {
          order.forget(owned);
          book.remove(slot);
          succession.gaveUp(writer, owned);
        }
      }
      book.publish();
    }
    subscribers.signal();
    return true;
  }

  /** Gives the part's position, or -1 if the writer has lost its right. */
  int openOwned(Reservation writer, MessageId id, Part part) {
    int position;
    synchronized (this) {
      LiveTail tail = ownedTail(writer, id);
      if (tail == null) {
        return -1;
      }
      position = tail.parts();
      rules.requireWithinLimits((long) tail.length() + part.length(), position + 1);
      book.open(tail, part);
      book.publish();
    }
    subscribers.signal();
    return position;
  }

  private @Nullable LiveTail ownedTail(Reservation writer, MessageId id) {
    if (!mayWrite(writer)) {
      return null;
    }
    writer.requireOwned(id);
    return book.now().tailOfKnown(id);
  }

  /** The same as {@link #edit} for an answer's writer; false also if it has lost its right. */
  boolean editOwned(Reservation writer, Snapshot seen, ChatMessage before, ChatMessage after) {
    rules.requireWithinLimits(after.countedLength(), after.parts().size());
    boolean committed;
    synchronized (this) {
      committed = mayWrite(writer) && book.edit(seen, before, after, true) != null;
      book.publish();
    }
    subscribers.signal();
    return committed;
  }

  // Who writes, and who is next.

  /** Begins an answer, or lets it wait for its turn, as the policy has it. */
  void begin(Reservation reservation, Beginning beginning) {
    Succession.Begun begun;
    synchronized (this) {
      begun = succession.begin(reservation, beginning);
      book.publish();
    }
    subscribers.signal();
    begun.interrupted().forEach(owner -> owner.tellRevoked(Revocation.INTERRUPTED));
    begun.cleared().forEach(owner -> owner.tellRevoked(Revocation.CLEARED));
    tellTurn(begun.turn());
  }

  /** Begins an answer beside whatever runs and waits. */
  void beginBeside(Reservation reservation) {
    synchronized (this) {
      succession.beginBeside(reservation);
      book.publish();
    }
    subscribers.signal();
    tellTurn(reservation);
  }

  /**
   * Ends the messages of an answer and, if it was the running one, gives the conversation free, or to the next in line, in one
   * step.
   *
   * @return the messages as they stay, or null if the answer was settled before
   */
  @Nullable
  List<ChatMessage> settle(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    Succession.Settled settled = settleAndCall(writer, status, error);
    tellTurn(settled.turn());
    return settled.last();
  }

  private Succession.Settled settleAndCall(
      Reservation writer, MessageStatus status, @Nullable ChatError error) {
    Succession.Settled settled;
    synchronized (this) {
      settled = succession.settle(writer, status, error);
      book.publish();
    }
    subscribers.signal();
    return settled;
  }

  /** Tells the one whose turn has come; one that cannot answer passes the turn on. */
  private void tellTurn(@Nullable Reservation next) {
    Reservation turn = next;
    while (turn != null) {
      ChatError error = turn.tellTurn();
      turn = error == null
          ? null
          : settleAndCall(turn, MessageStatus.FAILED, error).turn();
    }
  }

  /** What an answer is to follow: see {@link TurnOrder}. */
  List<ChatMessage> before(MessageId answer) {
    Snapshot now;
    Set<MessageId> growing;
    synchronized (this) {
      now = book.now();
      growing = succession.owned();
    }
    return order.before(answer, now, growing);
  }
}
