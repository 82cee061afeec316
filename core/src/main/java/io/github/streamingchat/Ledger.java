package io.github.streamingchat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one conversation and every step it can take. A step checks what it is about to do,
 * computes the next snapshot from the present one, notes for each subscriber what happened, and
 * publishes once, at its end, so that nobody sees half of it; then, with the monitor left,
 * subscribers are woken.
 *
 * <p>All writes happen under this object's monitor: {@code snapshot}, {@code published}, {@code
 * running} and the subscribers' notes. {@code published} is volatile, so that reading it takes no
 * lock.
 */
final class Ledger {
  private final String conversationId;
  private final Limits limits;
  private final Subscribers subscribers = new Subscribers();

  /** What readers see: the conversation before the step that is under way. */
  private volatile Snapshot published;

  /** The conversation as far as the step that is under way has come; guarded by the monitor. */
  private Snapshot snapshot;

  private @Nullable Reservation running;

  Ledger(String conversationId, Limits limits) {
    this.conversationId = conversationId;
    this.limits = limits;
    this.snapshot = Snapshot.empty(conversationId, 0);
    this.published = snapshot;
  }

  Snapshot snapshot() {
    return published;
  }

  private void publish() {
    published = snapshot;
    subscribers.published(snapshot);
  }

  private long nextVersion() {
    return published.version() + 1;
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

  void add(ChatMessage message) {
    synchronized (this) {
      insert(List.of(message));
      publish();
    }
    subscribers.signal();
  }

  void begin(Reservation reservation, @Nullable ChatMessage user, ChatMessage placeholder) {
    synchronized (this) {
      if (running != null) {
        throw new ConversationBusyException(conversationId, running.primary());
      }
      insert(user == null ? List.of(placeholder) : List.of(user, placeholder));
      letGrow(placeholder.id());
      running = reservation;
      publish();
    }
    subscribers.signal();
  }

  boolean addOwned(Reservation writer, ChatMessage message) {
    synchronized (this) {
      if (!mayWrite(writer)) {
        return false;
      }
      insert(List.of(message));
      letGrow(message.id());
      writer.took(message.id());
      publish();
    }
    subscribers.signal();
    return true;
  }

  /** Adds all of these messages, or none if one of them cannot be added. */
  private void insert(List<ChatMessage> messages) {
    requireRoomFor(messages.size());
    Set<MessageId> ids = new HashSet<>();
    for (ChatMessage message : messages) {
      requireWithinLimits(message.length(), message.parts().size());
      if (snapshot.slotOf(message.id()) >= 0 || !ids.add(message.id())) {
        throw new IllegalStateException("the id generator gave %s twice in conversation %s"
            .formatted(message.id(), conversationId));
      }
    }
    for (ChatMessage message : messages) {
      snapshot = snapshot.adding(message.withVersion(nextVersion()));
      subscribers.note(message.id(), published.version(), notes -> notes.added(message.id()));
    }
  }

  private void letGrow(MessageId id) {
    int slot = snapshot.slotOfKnown(id);
    snapshot = snapshot.growing(LiveTail.of(slot, snapshot.get(slot)), nextVersion());
  }

  /** Appends for the application, which writes messages that no answer owns. */
  void append(MessageId id, CharSequence piece) {
    synchronized (this) {
      int slot = snapshot.slotOfKnown(id);
      if (isOwned(id)) {
        throw new StreamingMessageException(conversationId, id, "text");
      }
      if (piece.length() == 0) {
        return;
      }
      LiveTail tail = snapshot.tailAt(slot);
      boolean isNew = tail == null;
      if (tail == null) {
        tail = LiveTail.of(slot, snapshot.get(slot));
      }
      int parts = tail.base.parts().size();
      boolean needsPart = parts == 0 || !(tail.base.parts().get(parts - 1) instanceof Part.Text);
      int part = needsPart ? parts : parts - 1;
      requireWithinLimits((long) tail.length + piece.length(), part + 1);
      if (isNew) {
        settleAbandonedTail();
      }
      grow(needsPart ? open(tail, Part.text("")) : tail, part, piece);
      publish();
    }
    subscribers.signal();
  }

  /** The application appends to one message at a time; the one before it stops being a tail. */
  private void settleAbandonedTail() {
    for (LiveTail tail : snapshot.tails()) {
      if (!isOwned(tail.base.id())) {
        snapshot = snapshot.settling(tail.slot, settled(tail), nextVersion());
        return;
      }
    }
  }

  /** The message of a tail that ends here or turns to another part; what it held back shows now. */
  private ChatMessage settled(LiveTail tail) {
    noteHeld(tail);
    return tail.settled(nextVersion());
  }

  private void noteHeld(LiveTail tail) {
    if (tail.isHolding()) {
      subscribers.noteAppended(tail.base.id(), tail.part, tail.text.length(), published.version());
    }
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
      requireWithinLimits((long) tail.length + piece.length(), tail.base.parts().size());
      grow(tail, part, piece);
      publish();
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
      requireWithinLimits((long) tail.length + part.length(), position + 1);
      LiveTail longer = open(tail, part);
      snapshot = snapshot.growing(longer, nextVersion());
      publish();
    }
    subscribers.signal();
    return position;
  }

  private @Nullable LiveTail ownedTail(Reservation writer, MessageId id) {
    if (!mayWrite(writer)) {
      return null;
    }
    writer.requireOwned(id);
    return snapshot.tailAt(snapshot.slotOfKnown(id));
  }

  private LiveTail open(LiveTail tail, Part part) {
    ChatMessage before = settled(tail);
    MessageStatus status =
        before.status() == MessageStatus.PENDING ? MessageStatus.STREAMING : before.status();
    ChatMessage after = before.toBuilder().addPart(part).status(status).build();
    subscribers.noteAppended(after.id(), before.parts().size(), 0, published.version());
    return LiveTail.of(tail.slot, after.withVersion(nextVersion()));
  }

  private void grow(LiveTail tail, int part, CharSequence piece) {
    LiveTail turned = tail.turnedTo(part, nextVersion());
    if (turned != tail) {
      noteHeld(tail);
    }
    snapshot = snapshot.growing(turned.grown(piece, nextVersion()), nextVersion());
    subscribers.noteAppended(turned.base.id(), part, turned.text.length(), published.version());
  }

  synchronized boolean mayWrite(Reservation writer) {
    return running == writer;
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
    requireSameMessage(before, after);
    requireWithinLimits(after.length(), after.parts().size());
    ChatMessage committed;
    synchronized (this) {
      if (isOwned(before.id())) {
        requireOnlyAnnotated(before, after);
      }
      committed = tryEdit(seen, before, after);
    }
    subscribers.signal();
    return committed;
  }

  /** The same for an answer's writer; false also if it has lost its right. */
  boolean editOwned(Reservation writer, Snapshot seen, ChatMessage before, ChatMessage after) {
    requireWithinLimits(after.length(), after.parts().size());
    boolean committed;
    synchronized (this) {
      committed = mayWrite(writer) && tryEdit(seen, before, after) != null;
    }
    subscribers.signal();
    return committed;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the value that was seen, not an equal one
  private @Nullable ChatMessage tryEdit(Snapshot seen, ChatMessage before, ChatMessage after) {
    int slot = snapshot.slotOfKnown(before.id());
    boolean sameParts = haveSameParts(before, after);
    boolean unchanged = sameParts
        ? snapshot.baseAt(slot) == seen.baseAt(seen.slotOfKnown(before.id()))
        : snapshot.get(slot) == before;
    if (!unchanged) {
      return null;
    }
    boolean ends = after.status().isTerminal() && !before.status().isTerminal();
    place(slot, after.withVersion(nextVersion()), sameParts, ends && !isOwned(after.id()));
    noteEdit(before, after, sameParts);
    publish();
    return snapshot.get(slot);
  }

  /** Quick where an edit left the parts alone: it is the same list then. */
  private static boolean haveSameParts(ChatMessage one, ChatMessage other) {
    return one.parts().equals(other.parts());
  }

  private void place(int slot, ChatMessage edited, boolean sameParts, boolean ends) {
    LiveTail tail = snapshot.tailAt(slot);
    if (tail == null) {
      snapshot = snapshot.settling(slot, edited, edited.version());
      return;
    }
    LiveTail after = tail.edited(edited, sameParts);
    snapshot = ends
        ? snapshot.settling(slot, settled(after), edited.version())
        : snapshot.growing(after, edited.version());
  }

  private void noteEdit(ChatMessage before, ChatMessage after, boolean sameParts) {
    List<Integer> replaced = new ArrayList<>();
    int parts = sameParts ? 0 : Math.max(before.parts().size(), after.parts().size());
    for (int part = 0; part < parts; part++) {
      Part old = part < before.parts().size() ? before.parts().get(part) : null;
      Part now = part < after.parts().size() ? after.parts().get(part) : null;
      boolean concernsText = old instanceof Part.Growing || now instanceof Part.Growing;
      if (concernsText && !Objects.equals(old, now)) {
        replaced.add(part);
      }
    }
    subscribers.note(after.id(), published.version(), notes -> {
      notes.updated(after.id());
      replaced.forEach(part -> notes.replaced(after.id(), part));
    });
  }

  /**
   * Ends the messages of an answer and gives the conversation free, in one step.
   *
   * @return the messages as they stay, or null if the answer was settled before
   */
  @Nullable
  List<ChatMessage> settle(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    List<ChatMessage> last;
    synchronized (this) {
      if (!writer.settleNow()) {
        return null;
      }
      if (running == writer) {
        last = end(writer, status, error);
        publish();
      } else { // revoked: its messages are no longer here
        last =
            writer.kept().stream().map(message -> ended(message, status, error)).toList();
      }
      writer.keep(last);
    }
    subscribers.signal();
    return last;
  }

  private List<ChatMessage> end(
      Reservation writer, MessageStatus status, @Nullable ChatError error) {
    List<ChatMessage> last = new ArrayList<>();
    for (MessageId id : writer.messages()) {
      int slot = snapshot.slotOfKnown(id);
      LiveTail tail = Objects.requireNonNull(snapshot.tailAt(slot));
      ChatMessage ended = ended(settled(tail), status, error).withVersion(nextVersion());
      last.add(ended);
      snapshot = snapshot.settling(slot, ended, nextVersion());
      subscribers.note(id, published.version(), notes -> notes.updated(id));
    }
    running = null;
    return last;
  }

  static ChatMessage ended(ChatMessage message, MessageStatus status, @Nullable ChatError error) {
    return message.toBuilder().status(status).error(error).build();
  }

  ChatMessage remove(MessageId id) {
    ChatMessage removed;
    Reservation revoked = null;
    synchronized (this) {
      int slot = snapshot.slotOfKnown(id);
      if (isOwned(id)) {
        revoked = revokeRunning();
      }
      LiveTail tail = snapshot.tailAt(slot);
      removed = tail == null ? snapshot.get(slot) : tail.settled(nextVersion());
      snapshot = snapshot.removing(slot, nextVersion());
      subscribers.note(id, published.version(), notes -> notes.removed(id));
      publish();
    }
    subscribers.signal();
    if (revoked != null) {
      revoked.tellOwner();
    }
    return removed;
  }

  void clear() {
    Reservation revoked;
    synchronized (this) {
      revoked = revokeRunning();
      snapshot = Snapshot.empty(conversationId, nextVersion());
      subscribers.noteCleared(published.version());
      publish();
    }
    subscribers.signal();
    if (revoked != null) {
      revoked.tellOwner();
    }
  }

  /** Takes the right to write away; the messages stay with the reservation as they are now. */
  private @Nullable Reservation revokeRunning() {
    Reservation revoked = running;
    if (revoked != null) {
      revoked.keep(end(revoked, MessageStatus.CANCELLED, null));
    }
    return revoked;
  }

  private boolean isOwned(MessageId id) {
    return running != null && running.owns(id);
  }

  private void requireSameMessage(ChatMessage before, ChatMessage after) {
    if (!after.isSameMessageAs(before)) {
      throw new IllegalArgumentException(
          "the update of message %s of conversation %s gave a value of message %s; start from the old value's toBuilder()"
              .formatted(before.id(), conversationId, after.id()));
    }
  }

  private void requireOnlyAnnotated(ChatMessage before, ChatMessage after) {
    if (!haveSameParts(before, after)) {
      throw new StreamingMessageException(conversationId, before.id(), "content");
    }
    boolean sameOutcome = after.status() == before.status()
        && after.finishReason().equals(before.finishReason())
        && after.usage().equals(before.usage())
        && after.error().equals(before.error())
        && after.aliases().equals(before.aliases());
    if (!sameOutcome) {
      throw new StreamingMessageException(conversationId, before.id(), "status or outcome");
    }
  }

  private void requireRoomFor(int more) {
    long messages = (long) snapshot.size() + more;
    if (messages > limits.maxMessages()) {
      throw new LimitExceededException("maxMessages", limits.maxMessages(), messages);
    }
  }

  private void requireWithinLimits(long chars, int parts) {
    if (chars > limits.maxMessageChars()) {
      throw new LimitExceededException("maxMessageChars", limits.maxMessageChars(), chars);
    }
    if (parts > limits.maxParts()) {
      throw new LimitExceededException("maxParts", limits.maxParts(), parts);
    }
  }
}
