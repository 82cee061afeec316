package io.github.streamingchat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of a conversation. Taking one costs nothing, whatever the conversation's length: it
 * shares all that did not change with its neighbours. The message of a growing answer is made when
 * it is read.
 *
 * <p>Immutable and thread-safe.
 */
public final class Snapshot {
  private static final LiveTail[] NONE = {};
  private static final int IDS_TO_DESCRIBE = 8;

  private final Slots slots;
  private final PersistentVector<ChatMessage> settled;

  /** The message that grew last; like the others, it hides the older value at its slot. */
  private final @Nullable LiveTail latest;

  /** The others that grow, of which there are none if there is no latest. */
  private final LiveTail[] others;

  private final List<WaitingAnswer> waiting;
  private final long version;

  private Snapshot(
      Slots slots,
      PersistentVector<ChatMessage> settled,
      @Nullable LiveTail latest,
      LiveTail[] others,
      List<WaitingAnswer> waiting,
      long version) {
    this.slots = slots;
    this.settled = settled;
    this.latest = latest;
    this.others = others;
    this.waiting = waiting;
    this.version = version;
  }

  static Snapshot empty(String conversationId, long version) {
    return new Snapshot(
        new Slots(conversationId), PersistentVector.empty(), null, NONE, List.of(), version);
  }

  static Snapshot beginningWith(String conversationId, List<ChatMessage> messages) {
    List<ChatMessage> first =
        messages.stream().map(message -> message.withVersion(0)).toList();
    return empty(conversationId, 0).ofThese(first, List.of(), 0);
  }

  /**
   * Tells which conversation this is a version of.
   *
   * @return the conversation's id
   */
  public String conversationId() {
    return slots.conversationId;
  }

  /**
   * Gives the version; every step of the conversation adds one.
   *
   * @return 0 for a new conversation
   */
  public long version() {
    return version;
  }

  /**
   * Counts the messages.
   *
   * @return how many there are
   */
  public int size() {
    return settled.size();
  }

  /**
   * Gives the message at a position. Positions are those of the order in which messages were added.
   *
   * @param index 0 to {@link #size()} - 1
   * @return the message
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public ChatMessage get(int index) {
    Objects.checkIndex(index, size());
    LiveTail tail = tailAt(index);
    return tail != null ? tail.message() : settled.get(index);
  }

  /**
   * Gives all messages in the order in which they were added.
   *
   * @return an unmodifiable view of this snapshot, which never changes
   */
  public List<ChatMessage> messages() {
    return new Messages();
  }

  /**
   * Finds a message.
   *
   * @param id the message's id
   * @return the message as it was in this version, or empty if it was not there
   */
  public Optional<ChatMessage> find(MessageId id) {
    LiveTail growing = latest;
    if (growing != null && growing.id().equals(id)) {
      return Optional.of(growing.message());
    }
    int slot = slotOf(id);
    return slot < 0 ? Optional.empty() : Optional.of(get(slot));
  }

  /**
   * Tells which answers wait for their turn, by {@link BusyPolicy#queue(int)}.
   *
   * @return the answers in the order of their turns, unmodifiable
   */
  public List<WaitingAnswer> waiting() {
    return waiting;
  }

  /**
   * Describes the snapshot without its messages.
   *
   * @return conversation, version and size
   */
  @Override
  public String toString() {
    return "Snapshot[conversation=%s, version=%d, messages=%d]"
        .formatted(conversationId(), version, size());
  }

  int slotOf(MessageId id) {
    Integer slot = slots.find(Objects.requireNonNull(id, "id"));
    return slot == null || slot >= size() ? -1 : slot;
  }

  int slotOfKnown(MessageId id) {
    int slot = slotOf(id);
    if (slot < 0) {
      throw new UnknownMessageException(id, this);
    }
    return slot;
  }

  String describeIds() {
    if (size() == 0) {
      return "no messages";
    }
    String last = messages().subList(Math.max(0, size() - IDS_TO_DESCRIBE), size()).stream()
        .map(message -> message.id().value())
        .collect(Collectors.joining(", "));
    return size() > IDS_TO_DESCRIBE ? size() + " messages, the last ones " + last : last;
  }

  @Nullable
  LiveTail tailAt(int slot) {
    if (latest == null || latest.slot() == slot) {
      return latest;
    }
    for (LiveTail tail : others) {
      if (tail.slot() == slot) {
        return tail;
      }
    }
    return null;
  }

  /** The tail of a message that must be here, at no look-up if it grew last. */
  @Nullable
  LiveTail tailOfKnown(MessageId id) {
    return latest != null && latest.id().equals(id) ? latest : tailAt(slotOfKnown(id));
  }

  /** All tails, the one that grew last first. */
  List<LiveTail> tails() {
    List<LiveTail> all = new ArrayList<>(List.of(others));
    if (latest != null) {
      all.add(0, latest);
    }
    return all;
  }

  /** The value at a slot without the text that grows there: what an edit must find unchanged. */
  ChatMessage baseAt(int slot) {
    LiveTail tail = tailAt(slot);
    return tail != null ? tail.base() : settled.get(slot);
  }

  Snapshot adding(ChatMessage message) {
    slots.add(message.id(), size());
    return new Snapshot(slots, settled.with(message), latest, others, waiting, message.version());
  }

  Snapshot settling(int slot, ChatMessage message, long newVersion) {
    PersistentVector<ChatMessage> changed = settled.with(slot, message);
    return tailAt(slot) == null
        ? new Snapshot(slots, changed, latest, others, waiting, newVersion)
        : of(slots, changed, tailsWithout(slot), newVersion);
  }

  Snapshot growing(LiveTail tail, long newVersion) {
    LiveTail before = latest;
    LiveTail[] behind =
        before == null || before.slot() == tail.slot() ? others : othersWith(before, tail.slot());
    return new Snapshot(slots, settled, tail, behind, waiting, newVersion);
  }

  /** The others, with one in the place of that at a slot if there is one. */
  private LiveTail[] othersWith(LiveTail tail, int slot) {
    int at = 0;
    while (at < others.length && others[at].slot() != slot) {
      at++;
    }
    LiveTail[] changed = Arrays.copyOf(others, Math.max(others.length, at + 1));
    changed[at] = tail;
    return changed;
  }

  Snapshot removing(int slot, long newVersion) {
    List<ChatMessage> rest = new ArrayList<>(settled);
    rest.remove(slot);
    List<LiveTail> moved = tailsWithout(slot);
    moved.replaceAll(tail -> tail.slot() > slot ? tail.atSlot(tail.slot() - 1) : tail);
    return ofThese(rest, moved, newVersion);
  }

  /** Without the message at a slot and all that follow it. */
  Snapshot cuttingAt(int slot, long newVersion) {
    List<LiveTail> left = tails();
    left.removeIf(tail -> tail.slot() >= slot);
    return ofThese(new ArrayList<>(settled).subList(0, slot), left, newVersion);
  }

  private Snapshot ofThese(List<ChatMessage> messages, List<LiveTail> tails, long newVersion) {
    PersistentVector<ChatMessage> vector = PersistentVector.empty();
    for (ChatMessage message : messages) {
      vector = vector.with(message);
    }
    return of(Slots.of(conversationId(), messages), vector, tails, newVersion);
  }

  private Snapshot of(
      Slots newSlots,
      PersistentVector<ChatMessage> messages,
      List<LiveTail> tails,
      long newVersion) {
    if (tails.isEmpty()) {
      return new Snapshot(newSlots, messages, null, NONE, waiting, newVersion);
    }
    LiveTail[] behind = tails.subList(1, tails.size()).toArray(NONE);
    return new Snapshot(newSlots, messages, tails.get(0), behind, waiting, newVersion);
  }

  Snapshot awaiting(List<WaitingAnswer> line, long newVersion) {
    return new Snapshot(slots, settled, latest, others, List.copyOf(line), newVersion);
  }

  private List<LiveTail> tailsWithout(int slot) {
    List<LiveTail> tails = tails();
    tails.removeIf(tail -> tail.slot() == slot);
    return tails;
  }

  private final class Messages extends AbstractList<ChatMessage> implements RandomAccess {
    @Override
    public int size() {
      return Snapshot.this.size();
    }

    @Override
    public ChatMessage get(int index) {
      return Snapshot.this.get(index);
    }
  }
}
