package io.github.streamingchat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one conversation as far as the step that is under way has come, and the notes that
 * tell subscribers of it. What is written here shows when {@link #publish} is called, under one
 * version for the whole step.
 *
 * <p>Guarded by the ledger's monitor, but for {@link #published()} and the waking of subscribers.
 */
final class MessageBook {
  private final String conversationId;
  private final LedgerRules rules;
  private final Subscribers subscribers;

  /** What readers see: the conversation before the step that is under way. */
  private volatile Snapshot published;

  private Snapshot snapshot;

  MessageBook(
      String conversationId,
      LedgerRules rules,
      Subscribers subscribers,
      List<ChatMessage> earlier) {
    this.conversationId = conversationId;
    this.rules = rules;
    this.subscribers = subscribers;
    rules.requireBeginning(earlier);
    this.snapshot = Snapshot.beginningWith(conversationId, earlier);
    this.published = snapshot;
  }

  Snapshot published() {
    return published;
  }

  Snapshot now() {
    return snapshot;
  }

  void publish() {
    published = snapshot;
    subscribers.published(snapshot);
  }

  private long nextVersion() {
    return published.version() + 1;
  }

  /**
   * Refuses messages that cannot join.
   *
   * @param others how many other messages there will be
   * @param line holds ids that are taken too
   */
  void requireAddable(List<ChatMessage> messages, int others, WaitingLine line) {
    rules.requireRoomFor((long) others + messages.size());
    Set<MessageId> ids = new HashSet<>();
    for (ChatMessage message : messages) {
      MessageId id = message.id();
      rules.requireWithinLimits(message.countedLength(), message.parts().size());
      if (snapshot.slotOf(id) >= 0 || line.holds(id) || !ids.add(id)) {
        throw new IllegalStateException(
            "the id generator gave %s twice in conversation %s".formatted(id, conversationId));
      }
    }
  }

  void insert(ChatMessage message) {
    snapshot = snapshot.adding(message.withVersion(nextVersion()));
    subscribers.note(message.id(), published.version(), notes -> notes.added(message.id()));
  }

  void letGrow(MessageId id) {
    int slot = snapshot.slotOfKnown(id);
    snapshot = snapshot.growing(LiveTail.of(slot, snapshot.get(slot)), nextVersion());
  }

  /** The message of a tail that ends here or turns to another part; what it held back shows now. */
  private ChatMessage settled(LiveTail tail) {
    noteHeld(tail);
    return tail.settled(nextVersion());
  }

  private void noteHeld(LiveTail tail) {
    if (tail.isHolding()) {
      subscribers.noteAppended(tail.id(), tail.part(), tail.shown(), published.version());
    }
  }

  /** A message stops being a tail and stays as it is. */
  void settle(LiveTail tail) {
    snapshot = snapshot.settling(tail.slot(), settled(tail), nextVersion());
  }

  /** The same with the last status of an answer's message. */
  ChatMessage end(MessageId id, MessageStatus status, @Nullable ChatError error) {
    LiveTail tail = Objects.requireNonNull(snapshot.tailAt(snapshot.slotOfKnown(id)));
    ChatMessage ended = ended(settled(tail), status, error).withVersion(nextVersion());
    snapshot = snapshot.settling(tail.slot(), ended, nextVersion());
    subscribers.note(id, published.version(), notes -> notes.updated(id));
    return ended;
  }

  /** The same of several messages. */
  List<ChatMessage> end(List<MessageId> ids, MessageStatus status, @Nullable ChatError error) {
    return ids.stream().map(id -> end(id, status, error)).toList();
  }

  static ChatMessage ended(ChatMessage message, MessageStatus status, @Nullable ChatError error) {
    return message.toBuilder().status(status).error(error).build();
  }

  /** Adds a part; the tail is put in place. */
  LiveTail open(LiveTail tail, Part part) {
    ChatMessage before = settled(tail);
    MessageStatus status =
        before.status() == MessageStatus.PENDING ? MessageStatus.STREAMING : before.status();
    ChatMessage after = before.toBuilder().addPart(part).status(status).build();
    subscribers.noteAppended(after.id(), before.parts().size(), 0, published.version());
    LiveTail longer = LiveTail.of(tail.slot(), after.withVersion(nextVersion()));
    snapshot = snapshot.growing(longer, nextVersion());
    return longer;
  }

  void grow(LiveTail tail, int part, String piece) {
    LiveTail turned = tail.turnedTo(part, nextVersion());
    if (turned != tail) {
      noteHeld(tail);
    }
    snapshot = snapshot.growing(turned.grown(piece, nextVersion()), nextVersion());
    subscribers.noteAppended(turned.id(), part, turned.shown(), published.version());
  }

  /** How much of a piece the part has already at its place. */
  int overlap(LiveTail tail, int part, long offset, String piece) {
    return tail.turnedTo(part, nextVersion()).overlapWith(offset, piece);
  }

  /** Puts another text in the place of a part's text. */
  void replace(LiveTail tail, int part, String whole) {
    LiveTail turned = tail.turnedTo(part, nextVersion());
    LiveTail replaced = turned.replaced(whole, nextVersion());
    rules.requireWithinLimits(replaced.length(), replaced.parts());
    if (turned != tail) {
      noteHeld(tail);
    }
    MessageId id = replaced.id();
    snapshot = snapshot.growing(replaced, nextVersion());
    subscribers.note(id, published.version(), notes -> notes.replaced(id, part));
  }

  /** Takes away all that a message says; the tail, with at most one empty part, is put in place. */
  LiveTail startOver(LiveTail tail, Part.@Nullable Growing first) {
    ChatMessage before = tail.settled(nextVersion());
    List<Part> parts = first == null ? List.of() : List.of(first);
    ChatMessage after = before.toBuilder().parts(parts).build().withVersion(nextVersion());
    LiveTail empty = LiveTail.of(tail.slot(), after);
    snapshot = snapshot.growing(empty, nextVersion());
    noteEdit(before, after, false);
    return empty;
  }

  /**
   * Commits an edit that was made of what {@code seen} showed.
   *
   * @param owned whether an answer writes the message
   * @return the message after the edit, or null if it changed since it was seen, in a way that the
   *     edit did not see
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the value that was seen, not an equal one
  @Nullable
  ChatMessage edit(Snapshot seen, ChatMessage before, ChatMessage after, boolean owned) {
    int slot = snapshot.slotOfKnown(before.id());
    boolean sameParts = LedgerRules.haveSameParts(before, after);
    boolean unchanged = sameParts
        ? snapshot.baseAt(slot) == seen.baseAt(seen.slotOfKnown(before.id()))
        : snapshot.get(slot) == before;
    if (!unchanged) {
      return null;
    }
    boolean ends = after.status().isTerminal() && !before.status().isTerminal();
    place(slot, after.withVersion(nextVersion()), sameParts, ends && !owned);
    noteEdit(before, after, sameParts);
    return snapshot.get(slot);
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
      if (concernsText && !isSameText(old, now)) {
        replaced.add(part);
      }
    }
    subscribers.note(after.id(), published.version(), notes -> {
      notes.updated(after.id());
      replaced.forEach(part -> notes.replaced(after.id(), part));
    });
  }

  /** What is edited beside a text, such as its seal, leaves it to those who follow it. */
  private static boolean isSameText(@Nullable Part old, @Nullable Part now) {
    return old instanceof Part.Growing before
        && now instanceof Part.Growing after
        && before.getClass() == after.getClass()
        && before.revision() == after.revision()
        && before.content().equals(after.content());
  }

  ChatMessage remove(int slot) {
    LiveTail tail = snapshot.tailAt(slot);
    ChatMessage removed = tail == null ? snapshot.get(slot) : tail.settled(nextVersion());
    snapshot = snapshot.removing(slot, nextVersion());
    noteRemoved(removed);
    return removed;
  }

  /** Removes the message at a slot and all that follow it. */
  void cutAt(int slot) {
    snapshot.messages().subList(slot, snapshot.size()).forEach(this::noteRemoved);
    snapshot = snapshot.cuttingAt(slot, nextVersion());
  }

  private void noteRemoved(ChatMessage message) {
    subscribers.note(message.id(), published.version(), notes -> notes.removed(message.id()));
  }

  /** Removes everything. */
  void clear() {
    snapshot = Snapshot.empty(conversationId, nextVersion());
    subscribers.noteCleared(published.version());
  }

  void line(WaitingLine line) {
    snapshot = snapshot.awaiting(line.asSeen(), nextVersion());
    subscribers.noteLine(published.version());
  }
}
