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
  private static final LiveTail[] NO_TAILS = {};
  private static final int IDS_TO_DESCRIBE = 8;

  private final Slots slots;
  private final PersistentVector<ChatMessage> settled;

  /** The messages that grow; each hides the older value at its slot in {@code settled}. */
  private final LiveTail[] tails;

  private final List<WaitingAnswer> waiting;
  private final long version;

  private Snapshot(
      Slots slots,
      PersistentVector<ChatMessage> settled,
      LiveTail[] tails,
      List<WaitingAnswer> waiting,
      long version) {
    this.slots = slots;
    this.settled = settled;
    this.tails = tails;
    this.waiting = waiting;
    this.version = version;
  }

  static Snapshot empty(String conversationId, long version) {
    return new Snapshot(
        new Slots(conversationId), PersistentVector.empty(), NO_TAILS, List.of(), version);
  }

  static Snapshot beginningWith(String conversationId, List<ChatMessage> messages) {
    List<ChatMessage> first =
        messages.stream().map(message -> message.withVersion(0)).toList();
    return empty(conversationId, 0).ofThese(first, NO_TAILS, 0);
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
    for (LiveTail tail : tails) {
      if (tail.slot == slot) {
        return tail;
      }
    }
    return null;
  }

  List<LiveTail> tails() {
    return List.of(tails);
  }

  /** The value at a slot without the text that grows there: what an edit must find unchanged. */
  ChatMessage baseAt(int slot) {
    LiveTail tail = tailAt(slot);
    return tail != null ? tail.base : settled.get(slot);
  }

  Snapshot adding(ChatMessage message) {
    slots.add(message.id(), size());
    return new Snapshot(slots, settled.with(message), tails, waiting, message.version());
  }

  Snapshot settling(int slot, ChatMessage message, long newVersion) {
    return new Snapshot(
        slots, settled.with(slot, message), tailsWithout(slot), waiting, newVersion);
  }

  Snapshot growing(LiveTail tail, long newVersion) {
    for (int i = 0; i < tails.length; i++) {
      if (tails[i].slot == tail.slot) {
        LiveTail[] changed = tails.clone();
        changed[i] = tail;
        return new Snapshot(slots, settled, changed, waiting, newVersion);
      }
    }
    LiveTail[] more = Arrays.copyOf(tails, tails.length + 1);
    more[tails.length] = tail;
    return new Snapshot(slots, settled, more, waiting, newVersion);
  }

  Snapshot removing(int slot, long newVersion) {
    List<ChatMessage> rest = new ArrayList<>(settled);
    rest.remove(slot);
    LiveTail[] moved = tailsWithout(slot).clone();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i].slot > slot) {
        moved[i] = moved[i].atSlot(moved[i].slot - 1);
      }
    }
    return ofThese(rest, moved, newVersion);
  }

  /** Without the message at a slot and all that follow it. */
  Snapshot cuttingAt(int slot, long newVersion) {
    LiveTail[] left =
        Arrays.stream(tails).filter(tail -> tail.slot < slot).toArray(LiveTail[]::new);
    return ofThese(new ArrayList<>(settled).subList(0, slot), left, newVersion);
  }

  private Snapshot ofThese(List<ChatMessage> messages, LiveTail[] left, long newVersion) {
    PersistentVector<ChatMessage> vector = PersistentVector.empty();
    for (ChatMessage message : messages) {
      vector = vector.with(message);
    }
    return new Snapshot(Slots.of(conversationId(), messages), vector, left, waiting, newVersion);
  }

  Snapshot awaiting(List<WaitingAnswer> line, long newVersion) {
    return new Snapshot(slots, settled, tails, List.copyOf(line), newVersion);
  }

  private LiveTail[] tailsWithout(int slot) {
    if (tailAt(slot) == null) {
      return tails;
    }
    return Arrays.stream(tails).filter(tail -> tail.slot != slot).toArray(LiveTail[]::new);
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
