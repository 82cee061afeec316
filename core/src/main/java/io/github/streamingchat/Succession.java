package io.github.streamingchat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who writes into a conversation, and who is next. Besides, and with no part in the succession, there
 * may be {@link SideWriters}.
 *
 * <p>At most one reservation is running and may write; the others wait in line, or have ended. While
 * nobody runs, nobody waits: every step that ends the running one, in whatever way, gives the next in
 * line its turn before the monitor is left. Nothing can fail there: room for the placeholder was kept,
 * and its id checked, since it joined the line. So a reservation moves from waiting to running to
 * ended, or straight to ended, each by one step, and whoever meets it later, be it a cancel on another
 * thread, finds under the monitor where it stands.
 *
 * <p>Not thread-safe: guarded by the ledger's monitor. Owners are told by the ledger, without it.
 */
final class Succession {
  private final String conversationId;
  private final LedgerRules rules;
  private final MessageBook book;
  private final TurnOrder order;
  private final SideWriters beside;
  private final WaitingLine line = new WaitingLine();
  private @Nullable Reservation running;

  /**
   * What a begin did to others.
   *
   * @param interrupted who had to make place
   * @param cleared whose messages were removed
   * @param turn whose turn it is: nobody's if the new one waits
   */
  record Begun(
      List<Reservation> interrupted,
      List<Reservation> cleared,
      @Nullable Reservation turn) {}

  /** The messages as they stay, or null if that was done before, and whose turn it is now. */
  record Settled(@Nullable List<ChatMessage> last, @Nullable Reservation turn) {}

  Succession(String conversationId, LedgerRules rules, MessageBook book, TurnOrder order) {
    this.conversationId = conversationId;
    this.rules = rules;
    this.book = book;
    this.order = order;
    this.beside = new SideWriters(book);
  }

  boolean isReserved() {
    return running != null;
  }

  boolean mayWrite(Reservation writer) {
    return running == writer || beside.mayWrite(writer);
  }

  boolean isOwned(MessageId id) {
    return isRunnings(id) || beside.isOwned(id);
  }

  private boolean isRunnings(MessageId id) {
    return running != null && running.owns(id);
  }

  /** The messages that somebody writes. */
  Set<MessageId> owned() {
    Set<MessageId> owned = new HashSet<>(beside.messages());
    if (running != null) {
      owned.addAll(running.messages());
    }
    return owned;
  }

  void took(Reservation writer, MessageId id) {
    writer.took(id);
    beside.took(writer, id);
  }

  void gaveUp(Reservation writer, MessageId id) {
    writer.gaveUp(id);
    beside.gaveUp(id);
  }

  /** Refuses a message for which there is no room beside those that are to come. */
  void requireAddable(ChatMessage message) {
    book.requireAddable(List.of(message), book.now().size() + line.size(), line);
  }

  /** Begins an answer, or lets it wait for its turn, as the policy has it. */
  Begun begin(Reservation reservation, Beginning beginning) {
    int stay = requireReplaceable(beginning);
    if (running != null && !beginning.whenBusy().interrupts()) {
      requireMayWait(running, beginning);
      book.requireAddable(beginning.messages(), stay + line.size(), line);
      join(reservation, beginning);
      return new Begun(List.of(), List.of(), null);
    }
    book.requireAddable(beginning.messages(), stay, line);
    List<Reservation> interrupted = revokeTurns();
    interrupted.forEach(Reservation::settleNow); // their owners cannot say otherwise any more
    List<Reservation> cleared = replace(beginning);
    beginning.messages().forEach(book::insert);
    run(reservation);
    return new Begun(interrupted, cleared, reservation);
  }

  /** Begins an answer beside whatever runs and waits, at once. */
  void beginBeside(Reservation reservation) {
    ChatMessage placeholder = reservation.placeholder();
    requireAddable(placeholder);
    book.insert(placeholder);
    book.letGrow(placeholder.id());
    beside.join(reservation);
  }

  /** Gives how many messages stay. */
  private int requireReplaceable(Beginning beginning) {
    MessageId replaces = beginning.replaces();
    if (replaces == null) {
      return book.now().size();
    }
    int slot = book.now().slotOfKnown(replaces);
    rules.requireRegenerable(book.now(), slot);
    return slot;
  }

  private void requireMayWait(Reservation busyWith, Beginning beginning) {
    int most = beginning.whenBusy().mostWaiting();
    if (most == 0 || beginning.replaces() != null) {
      throw new ConversationBusyException(conversationId, busyWith.primary());
    }
    if (line.size() >= most) {
      throw new ConversationBusyException(conversationId, busyWith.primary(), line.size(), most);
    }
  }

  private void join(Reservation reservation, Beginning beginning) {
    if (beginning.user() != null) {
      book.insert(beginning.user());
    }
    line.join(reservation);
    book.line(line);
  }

  /**
   * Removes the answer that is to be given anew, and what follows; its question stays its own. Ends
   * the side writers whose messages go.
   */
  private List<Reservation> replace(Beginning beginning) {
    MessageId replaces = beginning.replaces();
    if (replaces == null) {
      return List.of();
    }
    Snapshot before = book.now();
    int slot = before.slotOfKnown(replaces);
    List<MessageId> gone = before.messages().subList(slot, before.size()).stream()
        .map(ChatMessage::id)
        .toList();
    List<Reservation> cleared = beside.revokeFor(gone);
    order.answers(beginning.placeholder().id(), order.questionOf(replaces));
    gone.forEach(order::forget);
    book.cutAt(slot);
    return cleared;
  }

  private void run(Reservation reservation) {
    book.letGrow(reservation.primary());
    running = reservation;
  }

  /** Gives the next in line its turn, if there is one and the conversation is free. */
  @Nullable
  Reservation callNext() {
    Reservation next = running == null ? line.next() : null;
    if (next != null) {
      book.line(line);
      book.insert(next.placeholder());
      order.answers(next.primary(), next.userTurn().orElse(null));
      run(next);
    }
    return next;
  }

  Settled settle(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    if (!writer.settleNow()) {
      return new Settled(null, null);
    }
    List<ChatMessage> last;
    if (running == writer) {
      last = endRunning(writer, status, error);
    } else if (beside.mayWrite(writer)) {
      last = beside.end(writer, status, error);
    } else if (line.leave(writer)) {
      last = List.of(MessageBook.ended(writer.placeholder(), status, error));
      book.line(line);
    } else { // revoked: its messages are no longer here
      last = writer.kept().stream()
          .map(message -> MessageBook.ended(message, status, error))
          .toList();
    }
    writer.keep(last);
    return new Settled(last, callNext());
  }

  private List<ChatMessage> endRunning(
      Reservation writer, MessageStatus status, @Nullable ChatError error) {
    running = null;
    return book.end(writer.messages(), status, error);
  }

  /** Ends everybody who writes or waits; they keep their messages as they are now. */
  List<Reservation> revokeAll() {
    List<Reservation> revoked = revokeTurns();
    revoked.addAll(beside.revokeAll());
    return revoked;
  }

  /** Ends the running answer and all that wait. */
  private List<Reservation> revokeTurns() {
    List<Reservation> revoked = new ArrayList<>();
    if (running != null) {
      revoked.add(revokeRunning());
    }
    List<Reservation> waited = line.leaveAll();
    if (!waited.isEmpty()) {
      waited.forEach(Succession::keepCancelledPlaceholder);
      revoked.addAll(waited);
      book.line(line);
    }
    return revoked;
  }

  /** Ends the answer that writes a message, or waits with it as its question, if there is one. */
  @Nullable
  Reservation revokeFor(MessageId id) {
    if (isRunnings(id)) {
      return revokeRunning();
    }
    if (beside.isOwned(id)) {
      return beside.revokeFor(id);
    }
    Reservation asked = line.askedBy(id);
    if (asked != null) {
      line.leave(asked);
      keepCancelledPlaceholder(asked);
      book.line(line);
    }
    return asked;
  }

  private Reservation revokeRunning() {
    Reservation revoked = Objects.requireNonNull(running);
    revoked.keep(endRunning(revoked, MessageStatus.CANCELLED, null));
    return revoked;
  }

  private static void keepCancelledPlaceholder(Reservation waiting) {
    waiting.keep(List.of(MessageBook.ended(waiting.placeholder(), MessageStatus.CANCELLED, null)));
  }
}
