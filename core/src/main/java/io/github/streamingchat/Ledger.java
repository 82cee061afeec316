package io.github.streamingchat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every step that a conversation can take, and who may take it. A step checks what it is about to do,
 * writes it into the {@link MessageBook}, and publishes once, at its end, so that nobody sees half of
 * it; then, with the monitor left, subscribers are woken, and after them the owners whom the step
 * concerns.
 *
 * <p>All writes happen under this object's monitor: the book, {@code running}, {@code line} and the
 * subscribers' notes. Reading the published snapshot takes no lock.
 *
 * <p>At most one reservation is running and may write; the others wait in line, or have ended. While
 * nobody runs, nobody waits: every step that ends the running one, in whatever way, gives the next in
 * line its turn before the monitor is left. Nothing can fail there: room for the placeholder was kept,
 * and its id checked, since it joined the line. So a reservation moves from waiting to running to
 * ended, or straight to ended, each by one step, and whoever meets it later, be it a cancel on another
 * thread, finds under the monitor where it stands.
 */
final class Ledger {
  private final String conversationId;
  private final LedgerRules rules;
  private final Subscribers subscribers = new Subscribers();
  private final MessageBook book;
  private final WaitingLine line = new WaitingLine();
  private final TurnOrder order = new TurnOrder();
  private @Nullable Reservation running;

  Ledger(String conversationId, Limits limits) {
    this.conversationId = conversationId;
    this.rules = new LedgerRules(conversationId, limits);
    this.book = new MessageBook(conversationId, rules, subscribers);
  }

  Snapshot snapshot() {
    return book.published();
  }

  synchronized boolean isReserved() {
    return running != null;
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
      requireAddable(message);
      book.insert(message);
      book.publish();
    }
    subscribers.signal();
  }

  private void requireAddable(ChatMessage message) {
    book.requireAddable(List.of(message), book.now().size() + line.size(), line);
  }

  /** Appends to a message that no answer owns. */
  void append(MessageId id, CharSequence piece) {
    synchronized (this) {
      int slot = book.now().slotOfKnown(id);
      if (isOwned(id)) {
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
      int parts = tail.base.parts().size();
      boolean needsPart = parts == 0 || !(tail.base.parts().get(parts - 1) instanceof Part.Text);
      int part = needsPart ? parts : parts - 1;
      rules.requireWithinLimits((long) tail.length + piece.length(), part + 1);
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
      if (!isOwned(tail.base.id())) {
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
    rules.requireWithinLimits(after.length(), after.parts().size());
    ChatMessage committed;
    synchronized (this) {
      boolean owned = isOwned(before.id());
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
      revoked = isOwned(id) ? revokeRunning() : revokeAskedBy(id);
      order.forget(id);
      removed = book.remove(slot);
      next = callNext();
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
      revoked = revokeAll();
      order.forgetAll();
      book.clear();
      book.publish();
    }
    subscribers.signal();
    revoked.forEach(owner -> owner.tellRevoked(Revocation.CLEARED));
  }

  // What the running answer writes.

  synchronized boolean mayWrite(Reservation writer) {
    return running == writer;
  }

  private boolean isOwned(MessageId id) {
    return running != null && running.owns(id);
  }

  boolean addOwned(Reservation writer, ChatMessage message) {
    synchronized (this) {
      if (!mayWrite(writer)) {
        return false;
      }
      requireAddable(message);
      book.insert(message);
      book.letGrow(message.id());
      writer.took(message.id());
      book.publish();
    }
    subscribers.signal();
    return true;
  }

  boolean appendOwned(Reservation writer, MessageId id, int part, CharSequence piece) {
    synchronized (this) {
      LiveTail tail = ownedTail(writer, id);
      if (tail == null) {
        return false;
      }
      if (piece.length() == 0) {
        return true;
      }
      rules.requireWithinLimits(
          (long) tail.length + piece.length(), tail.base.parts().size());
      book.grow(tail, part, piece);
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
      position = tail.base.parts().size();
      rules.requireWithinLimits((long) tail.length + part.length(), position + 1);
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
    return book.now().tailAt(book.now().slotOfKnown(id));
  }

  /** The same as {@link #edit} for an answer's writer; false also if it has lost its right. */
  boolean editOwned(Reservation writer, Snapshot seen, ChatMessage before, ChatMessage after) {
    rules.requireWithinLimits(after.length(), after.parts().size());
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
    List<Reservation> interrupted = List.of();
    boolean waits;
    synchronized (this) {
      requireReplaceable(beginning);
      waits = running != null && !beginning.whenBusy().interrupts();
      if (waits) {
        requireMayWait(beginning);
        requireAddable(beginning, line.size());
        join(reservation, beginning);
      } else {
        requireAddable(beginning, 0);
        interrupted = interruptAll();
        replace(beginning);
        beginning.messages().forEach(book::insert);
        run(reservation);
      }
      book.publish();
    }
    subscribers.signal();
    interrupted.forEach(owner -> owner.tellRevoked(Revocation.INTERRUPTED));
    if (!waits) {
      tellTurn(reservation);
    }
  }

  private void requireReplaceable(Beginning beginning) {
    MessageId replaces = beginning.replaces();
    if (replaces != null) {
      rules.requireRegenerable(book.now(), book.now().slotOfKnown(replaces));
    }
  }

  private void requireMayWait(Beginning beginning) {
    MessageId busyWith = Objects.requireNonNull(running).primary();
    int most = beginning.whenBusy().mostWaiting();
    if (most == 0 || beginning.replaces() != null) {
      throw new ConversationBusyException(conversationId, busyWith);
    }
    if (line.size() >= most) {
      throw new ConversationBusyException(conversationId, busyWith, line.size(), most);
    }
  }

  private void requireAddable(Beginning beginning, int waiting) {
    MessageId replaces = beginning.replaces();
    int stay = replaces == null ? book.now().size() : book.now().slotOfKnown(replaces);
    book.requireAddable(beginning.messages(), stay + waiting, line);
  }

  private void join(Reservation reservation, Beginning beginning) {
    if (beginning.user() != null) {
      book.insert(beginning.user());
    }
    line.join(reservation);
    book.line(line);
  }

  /** Removes the answer that is to be given anew, and what follows; its question stays its own. */
  private void replace(Beginning beginning) {
    MessageId replaces = beginning.replaces();
    if (replaces != null) {
      Snapshot before = book.now();
      int slot = before.slotOfKnown(replaces);
      order.answers(beginning.placeholder().id(), order.questionOf(replaces));
      before.messages().subList(slot, before.size()).forEach(gone -> order.forget(gone.id()));
      book.cutAt(slot);
    }
  }

  private void run(Reservation reservation) {
    book.letGrow(reservation.primary());
    running = reservation;
  }

  /** Gives the next in line its turn, if there is one and the conversation is free. */
  private @Nullable Reservation callNext() {
    Reservation next = running == null ? line.next() : null;
    if (next != null) {
      book.line(line);
      book.insert(next.placeholder());
      order.answers(next.primary(), next.userTurn().orElse(null));
      run(next);
    }
    return next;
  }

  /** Tells the one whose turn has come; one that cannot answer passes the turn on. */
  private void tellTurn(@Nullable Reservation next) {
    Reservation turn = next;
    while (turn != null) {
      ChatError error = turn.tellTurn();
      turn = error == null
          ? null
          : settleAndCall(turn, MessageStatus.FAILED, error).next();
    }
  }

  /** What an answer is to follow: see {@link TurnOrder}. */
  List<ChatMessage> before(MessageId answer) {
    return order.before(answer, snapshot());
  }

  /**
   * Ends the messages of an answer and gives the conversation free, or to the next in line, in one
   * step.
   *
   * @return the messages as they stay, or null if the answer was settled before
   */
  @Nullable
  List<ChatMessage> settle(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    Settled settled = settleAndCall(writer, status, error);
    tellTurn(settled.next());
    return settled.last();
  }

  /** The messages as they stay, or null if that was done before, and whose turn it is now. */
  private record Settled(
      @Nullable List<ChatMessage> last, @Nullable Reservation next) {}

  private Settled settleAndCall(
      Reservation writer, MessageStatus status, @Nullable ChatError error) {
    List<ChatMessage> last;
    Reservation next = null;
    synchronized (this) {
      if (!writer.settleNow()) {
        return new Settled(null, null);
      }
      if (running == writer) {
        last = end(writer, status, error);
        next = callNext();
      } else if (line.leave(writer)) {
        last = List.of(MessageBook.ended(writer.placeholder(), status, error));
        book.line(line);
      } else { // revoked: its messages are no longer here
        last = writer.kept().stream()
            .map(message -> MessageBook.ended(message, status, error))
            .toList();
      }
      book.publish();
      writer.keep(last);
    }
    subscribers.signal();
    return new Settled(last, next);
  }

  private List<ChatMessage> end(
      Reservation writer, MessageStatus status, @Nullable ChatError error) {
    List<ChatMessage> last = new ArrayList<>();
    for (MessageId id : writer.messages()) {
      last.add(book.end(id, status, error));
    }
    running = null;
    return last;
  }

  /** Ends the running answer and all that wait; what the running one wrote stays. */
  private List<Reservation> interruptAll() {
    List<Reservation> interrupted = revokeAll();
    interrupted.forEach(Reservation::settleNow); // its owner cannot say otherwise any more
    return interrupted;
  }

  private List<Reservation> revokeAll() {
    List<Reservation> revoked = new ArrayList<>();
    Reservation writer = revokeRunning();
    if (writer != null) {
      revoked.add(writer);
    }
    List<Reservation> waited = line.leaveAll();
    if (!waited.isEmpty()) {
      waited.forEach(Ledger::keepCancelledPlaceholder);
      revoked.addAll(waited);
      book.line(line);
    }
    return revoked;
  }

  /** Takes the right to write away; the messages stay with the reservation as they are now. */
  private @Nullable Reservation revokeRunning() {
    Reservation revoked = running;
    if (revoked != null) {
      revoked.keep(end(revoked, MessageStatus.CANCELLED, null));
    }
    return revoked;
  }

  private @Nullable Reservation revokeAskedBy(MessageId userTurn) {
    Reservation revoked = line.askedBy(userTurn);
    if (revoked != null) {
      line.leave(revoked);
      keepCancelledPlaceholder(revoked);
      book.line(line);
    }
    return revoked;
  }

  private static void keepCancelledPlaceholder(Reservation waiting) {
    waiting.keep(List.of(MessageBook.ended(waiting.placeholder(), MessageStatus.CANCELLED, null)));
  }
}
