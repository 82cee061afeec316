package io.github.streamingchat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one conversation and every step it can take. A step computes the next snapshot from
 * the present one, notes for each subscriber what happened, and publishes; then, with the monitor
 * left, subscribers are woken.
 *
 * <p>All writes happen under this object's monitor: {@code snapshot}, {@code running} and the
 * subscribers' notes. {@code snapshot} is volatile, so that reading it takes no lock.
 */
final class Ledger {
  private final String conversationId;
  private final Limits limits;
  private final Subscribers subscribers = new Subscribers();
  private volatile Snapshot snapshot;
  private @Nullable Reservation running;

  Ledger(String conversationId, Limits limits) {
    this.conversationId = conversationId;
    this.limits = limits;
    this.snapshot = Snapshot.empty(conversationId, 0);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  synchronized boolean isReserved() {
    return running != null;
  }

  Subscription subscribe(
      @Nullable MessageId only,
      ChangeListener listener,
      Executor executor,
      Consumer<? super Throwable> report) {
    Subscriber subscriber =
        new Subscriber(this, this::snapshot, only, listener, executor, report, this::unsubscribe);
    synchronized (this) {
      subscribers.add(subscriber);
    }
    return subscriber;
  }

  private synchronized void unsubscribe(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  void add(ChatMessage message) {
    synchronized (this) {
      requireRoomFor(1);
      insert(message, snapshot.version() + 1);
    }
    subscribers.signal();
  }

  void begin(Reservation reservation, @Nullable ChatMessage user, ChatMessage placeholder) {
    synchronized (this) {
      if (running != null) {
        throw new ConversationBusyException(conversationId, running.primary());
      }
      requireRoomFor(user == null ? 1 : 2);
      long version = snapshot.version() + 1;
      if (user != null) {
        insert(user, version);
      }
      insert(placeholder, version);
      letGrow(placeholder.id());
      running = reservation;
    }
    subscribers.signal();
  }

  boolean addOwned(Reservation writer, ChatMessage message) {
    synchronized (this) {
      if (!mayWrite(writer)) {
        return false;
      }
      requireRoomFor(1);
      insert(message, snapshot.version() + 1);
      letGrow(message.id());
      writer.took(message.id());
    }
    subscribers.signal();
    return true;
  }

  private void insert(ChatMessage message, long version) {
    requireWithinLimits(message.length(), message.parts().size());
    if (snapshot.slotOf(message.id()) >= 0) {
      throw new IllegalStateException("the id generator gave %s twice in conversation %s"
          .formatted(message.id(), conversationId));
    }
    long previous = snapshot.version();
    snapshot = snapshot.adding(message.withVersion(version));
    subscribers.note(message.id(), previous, notes -> notes.added(message.id()));
  }

  private void letGrow(MessageId id) {
    int slot = snapshot.slotOfKnown(id);
    snapshot = snapshot.growing(LiveTail.of(slot, snapshot.get(slot)), snapshot.version());
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
      if (tail == null) {
        settleAbandonedTail();
        tail = LiveTail.of(slot, snapshot.get(slot));
      }
      int last = tail.base.parts().size() - 1;
      if (last < 0 || !(tail.base.parts().get(last) instanceof Part.Text)) {
        tail = open(tail, Part.text(""));
        last++;
      }
      grow(tail.turnedTo(last), piece);
    }
    subscribers.signal();
  }

  /** The application appends to one message at a time; the one before it stops being a tail. */
  private void settleAbandonedTail() {
    for (LiveTail tail : snapshot.tails()) {
      if (!isOwned(tail.base.id())) {
        snapshot = snapshot.settling(tail.slot, tail.settled(), snapshot.version());
        return;
      }
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
      grow(tail.turnedTo(part), piece);
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
      position = open(tail, part).base.parts().size() - 1;
    }
    subscribers.signal();
    return position;
  }

  private @Nullable LiveTail ownedTail(Reservation writer, MessageId id) {
    return mayWrite(writer) ? snapshot.tailAt(snapshot.slotOfKnown(id)) : null;
  }

  private LiveTail open(LiveTail tail, Part part) {
    ChatMessage before = tail.settled();
    int position = before.parts().size();
    requireWithinLimits((long) tail.length + part.length(), position + 1);
    MessageStatus status =
        before.status() == MessageStatus.PENDING ? MessageStatus.STREAMING : before.status();
    long previous = snapshot.version();
    ChatMessage after = before.toBuilder().addPart(part).status(status).build();
    LiveTail longer = LiveTail.of(tail.slot, after.withVersion(previous + 1));
    snapshot = snapshot.growing(longer, previous + 1);
    subscribers.noteAppended(after.id(), position, 0, previous);
    return longer;
  }

  private void grow(LiveTail tail, CharSequence piece) {
    requireWithinLimits((long) tail.length + piece.length(), tail.base.parts().size());
    long previous = snapshot.version();
    snapshot = snapshot.growing(tail.grown(piece, previous + 1), previous + 1);
    subscribers.noteAppended(tail.base.id(), tail.part, tail.text.length(), previous);
  }

  synchronized boolean mayWrite(Reservation writer) {
    return running == writer && !writer.isSealed();
  }

  synchronized void seal(Reservation writer) {
    writer.sealNow();
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
    long previous = snapshot.version();
    publishEdit(slot, after.withVersion(previous + 1), sameParts);
    noteEdit(before, after, sameParts, previous);
    return snapshot.get(slot);
  }

  /** Nearly always the same list; a long text is compared only where an edit made a new list. */
  private static boolean haveSameParts(ChatMessage one, ChatMessage other) {
    return one.parts() == other.parts() || one.parts().equals(other.parts());
  }

  private void publishEdit(int slot, ChatMessage edited, boolean sameParts) {
    LiveTail tail = snapshot.tailAt(slot);
    if (tail == null) {
      snapshot = snapshot.settling(slot, edited, edited.version());
      return;
    }
    LiveTail after = tail.edited(edited, sameParts);
    boolean ends = edited.status().isTerminal() && !isOwned(edited.id());
    snapshot = ends
        ? snapshot.settling(slot, after.settled(), edited.version())
        : snapshot.growing(after, edited.version());
  }

  private void noteEdit(
      ChatMessage before, ChatMessage after, boolean sameParts, long previousVersion) {
    List<Integer> replaced = new ArrayList<>();
    for (int part = 0; !sameParts && part < after.parts().size(); part++) {
      boolean isNew = part >= before.parts().size();
      if (isNew || !after.parts().get(part).equals(before.parts().get(part))) {
        replaced.add(part);
      }
    }
    subscribers.note(after.id(), previousVersion, notes -> {
      notes.updated(after.id());
      replaced.forEach(part -> notes.replaced(after.id(), part));
    });
  }

  /**
   * Ends the messages of an answer and gives the conversation free, in one step.
   *
   * @return the messages as they stay, or null if the writer had lost its right before
   */
  @Nullable
  List<ChatMessage> settle(Reservation writer, MessageStatus status, @Nullable ChatError error) {
    List<ChatMessage> last = new ArrayList<>();
    synchronized (this) {
      if (running != writer) {
        return null;
      }
      long previous = snapshot.version();
      for (MessageId id : writer.messages()) {
        int slot = snapshot.slotOfKnown(id);
        LiveTail tail = Objects.requireNonNull(snapshot.tailAt(slot));
        ChatMessage ended = ended(tail.settled(), status, error).withVersion(previous + 1);
        last.add(ended);
        snapshot = snapshot.settling(slot, ended, previous + 1);
        if (tail.part != LiveTail.NO_PART) {
          subscribers.noteAppended(id, tail.part, tail.text.length(), previous);
        }
        subscribers.note(id, previous, notes -> notes.updated(id));
      }
      writer.keep(last);
      running = null;
    }
    subscribers.signal();
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
      removed = snapshot.get(slot);
      long previous = snapshot.version();
      snapshot = snapshot.removing(slot, previous + 1);
      subscribers.note(id, previous, notes -> notes.removed(id));
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
      long previous = snapshot.version();
      snapshot = Snapshot.empty(conversationId, previous + 1);
      subscribers.noteCleared(previous);
    }
    subscribers.signal();
    if (revoked != null) {
      revoked.tellOwner();
    }
  }

  /** Takes the right to write away; the messages stay with the reservation as they are now. */
  private @Nullable Reservation revokeRunning() {
    Reservation revoked = running;
    if (revoked == null) {
      return null;
    }
    long version = snapshot.version() + 1;
    List<ChatMessage> last = new ArrayList<>();
    for (MessageId id : revoked.messages()) {
      int slot = snapshot.slotOfKnown(id);
      LiveTail tail = Objects.requireNonNull(snapshot.tailAt(slot));
      ChatMessage ended = ended(tail.settled(), MessageStatus.CANCELLED, null).withVersion(version);
      last.add(ended);
      snapshot = snapshot.settling(slot, ended, version - 1);
      subscribers.note(id, version - 1, notes -> notes.updated(id));
    }
    revoked.keep(last);
    running = null;
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
