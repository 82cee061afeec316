package io.github.streamingchat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The growing end of one message: the part that grows, and how long its text is. Growing makes a new
 * tail of a few fields; the message itself is made when somebody reads it.
 *
 * <p>A lone surrogate at the end of a piece is held back until its other half comes or something else
 * follows it, so that no reader ever sees half a character at the end.
 *
 * <p>Immutable but for the message it caches, which any thread may make twice with equal content.
 */
final class LiveTail {
  private final GrowingPart growing;

  /** The length of the text that grows, without what is held. */
  private final int shown;

  private final long version;
  private @Nullable ChatMessage message;

  private LiveTail(GrowingPart growing, int shown, long version, @Nullable ChatMessage message) {
    this.growing = growing;
    this.shown = shown;
    this.version = version;
    this.message = message;
  }

  static LiveTail of(int slot, ChatMessage message) {
    return new LiveTail(GrowingPart.none(slot, message), 0, message.version(), message);
  }

  LiveTail atSlot(int newSlot) {
    return new LiveTail(growing.atSlot(newSlot), shown, version, message);
  }

  int slot() {
    return growing.slot();
  }

  MessageId id() {
    return growing.base().id();
  }

  /** The message without the text that grew last: what an edit must find unchanged. */
  ChatMessage base() {
    return growing.base();
  }

  /** How many parts the message has. */
  int parts() {
    return growing.base().parts().size();
  }

  /** The position of the part that grows, or {@link GrowingPart#NONE}. */
  int part() {
    return growing.part();
  }

  /** The length of the text that grows, as readers see it. */
  int shown() {
    return shown;
  }

  /** The length of the whole message, with what is held. */
  int length() {
    return growing.others() + shown + growing.held().length();
  }

  /** Whether characters wait for what may make them whole. */
  boolean isHolding() {
    return !growing.held().isEmpty();
  }

  /**
   * Turns to another part of the message.
   *
   * @throws IllegalArgumentException if there is no such part, or it does not grow
   */
  LiveTail turnedTo(int newPart, long newVersion) {
    if (newPart == part() && newPart != GrowingPart.NONE) {
      return this;
    }
    List<Part> parts = base().parts();
    if (newPart < 0
        || newPart >= parts.size()
        || !(parts.get(newPart) instanceof Part.Growing next)) {
      throw new IllegalArgumentException(
          "message %s has no part %d that grows; it has %d parts, and open gives a part's position"
              .formatted(id(), newPart, parts.size()));
    }
    ChatMessage folded = settled(newVersion);
    ChatText text = next.content();
    GrowingPart turned = new GrowingPart(
        slot(), folded, newPart, text.buffer, ChatText.EMPTY, length() - text.length());
    return new LiveTail(turned, text.length(), version, folded);
  }

  /** Adds a piece, which is not empty, to the part that grows. */
  LiveTail grown(String piece, long newVersion) {
    ChatText held = growing.held();
    int whole = held.wholeLengthOf(piece);
    if (whole == 0) {
      return new LiveTail(growing.holding(held.append(piece)), shown, newVersion, null);
    }
    String beginning = piece.substring(0, whole);
    String added = held.isEmpty() ? beginning : held + beginning;
    GrowingPart longer = growing.with(shown, added).holding(restOf(piece, whole));
    return new LiveTail(longer, shown + added.length(), newVersion, null);
  }

  private static ChatText restOf(String piece, int whole) {
    return whole == piece.length() ? ChatText.EMPTY : ChatText.of(piece.substring(whole));
  }

  /**
   * Tells how much of a piece is there already.
   *
   * @throws MisplacedTextException if it begins behind the end, or something else is there
   */
  int overlapWith(long offset, String piece) {
    int end = shown + growing.held().length();
    if (offset > end) {
      throw MisplacedTextException.gap(offset, end);
    }
    int from = (int) offset;
    int overlap = Math.min(end - from, piece.length());
    for (int i = 0; i < overlap; i++) {
      char there = charAt(from + i);
      char again = piece.charAt(i);
      boolean wasHalf = there == ChatText.REPLACEMENT && Character.isSurrogate(again);
      if (there != again && !wasHalf) {
        throw MisplacedTextException.conflict(offset + i);
      }
    }
    return overlap;
  }

  private char charAt(int index) {
    return index < shown ? growing.buffer().at(index) : growing.held().charAt(index - shown);
  }

  /**
   * Puts another text in the place of the one that grows.
   *
   * @throws IllegalArgumentException if what grows is no text
   */
  LiveTail replaced(String whole, long newVersion) {
    if (!(base().parts().get(part()) instanceof Part.Text before)) {
      throw new IllegalArgumentException(
          "part %d of message %s is no text".formatted(part(), id()));
    }
    Part.Text fresh = new Part.Text(ChatText.EMPTY, before.revision() + 1);
    ChatMessage emptied = baseWith(fresh, newVersion);
    GrowingPart next = new GrowingPart(
        slot(), emptied, part(), TextBuffer.EMPTY, ChatText.EMPTY, growing.others());
    LiveTail empty = new LiveTail(next, 0, newVersion, emptied);
    return whole.isEmpty() ? empty : empty.grown(whole, newVersion);
  }

  /** The tail of an edited message: the growing text stays if the edit left its part alone. */
  LiveTail edited(ChatMessage edited, boolean sameParts) {
    if (part() == GrowingPart.NONE || !(sameParts || stillHasGrowingPart(edited))) {
      return of(slot(), edited);
    }
    int others = sameParts ? growing.others() : edited.length() - shown;
    return new LiveTail(growing.in(edited, others), shown, edited.version(), null);
  }

  private boolean stillHasGrowingPart(ChatMessage edited) {
    return part() < edited.parts().size()
        && edited.parts().get(part()).equals(message().parts().get(part()));
  }

  /** The message as it is now. */
  ChatMessage message() {
    ChatMessage made = message;
    if (made == null) {
      made = with(text(), version);
      message = made;
    }
    return made;
  }

  /**
   * The message as it stays: a half that waited in vain becomes U+FFFD.
   *
   * @param newVersion the message's version if that makes a difference
   */
  ChatMessage settled(long newVersion) {
    return isHolding() ? with(text().append(growing.held().endingWhole()), newVersion) : message();
  }

  private ChatText text() {
    return new ChatText(growing.buffer(), shown);
  }

  private ChatMessage with(ChatText content, long atVersion) {
    if (part() == GrowingPart.NONE) {
      return base().withVersion(atVersion);
    }
    Part.Growing before = (Part.Growing) base().parts().get(part());
    return baseWith(before.withContent(content), atVersion);
  }

  private ChatMessage baseWith(Part.Growing changed, long atVersion) {
    List<Part> parts = base().parts();
    if (parts.size() == 1) {
      return base().grown(List.of(changed), growingStatus(), atVersion);
    }
    List<Part> copy = new ArrayList<>(parts);
    copy.set(part(), changed);
    return base().grown(Collections.unmodifiableList(copy), growingStatus(), atVersion);
  }

  /** What grows is no longer a mere placeholder. */
  private MessageStatus growingStatus() {
    MessageStatus status = base().status();
    return status == MessageStatus.PENDING ? MessageStatus.STREAMING : status;
  }
}
