package io.github.streamingchat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The growing end of one message: all of the message but the text that grows, and that text. Growing
 * makes a new tail of a few fields; the message itself is made when somebody reads it.
 *
 * <p>A lone surrogate at the end of a piece waits in {@code held} until its other half comes or
 * something else follows it, so that no reader ever sees half a character at the end.
 *
 * <p>Immutable but for the message it caches, which any thread may make twice with equal content.
 */
final class LiveTail {
  static final int NO_PART = -1;

  final int slot;
  final ChatMessage base;
  final int part;
  final ChatText text;

  /** The length of the whole message, with what is held. */
  final int length;

  private final ChatText held;
  private final long version;
  private @Nullable ChatMessage message;

  private LiveTail(
      int slot,
      ChatMessage base,
      int part,
      ChatText text,
      ChatText held,
      int length,
      long version,
      @Nullable ChatMessage message) {
    this.slot = slot;
    this.base = base;
    this.part = part;
    this.text = text;
    this.held = held;
    this.length = length;
    this.version = version;
    this.message = message;
  }

  static LiveTail of(int slot, ChatMessage message) {
    return new LiveTail(
        slot,
        message,
        NO_PART,
        ChatText.EMPTY,
        ChatText.EMPTY,
        message.length(),
        message.version(),
        message);
  }

  LiveTail atSlot(int newSlot) {
    return new LiveTail(newSlot, base, part, text, held, length, version, message);
  }

  /** Whether characters wait for what may make them whole. */
  boolean isHolding() {
    return !held.isEmpty();
  }

  /**
   * Turns to another part of the message.
   *
   * @throws IllegalArgumentException if there is no such part, or it does not grow
   */
  LiveTail turnedTo(int newPart, long newVersion) {
    if (newPart == part && part != NO_PART) {
      return this;
    }
    List<Part> parts = base.parts();
    if (newPart < 0
        || newPart >= parts.size()
        || !(parts.get(newPart) instanceof Part.Growing growing)) {
      throw new IllegalArgumentException(
          "message %s has no part %d that grows; it has %d parts, and open gives a part's position"
              .formatted(base.id(), newPart, parts.size()));
    }
    ChatMessage folded = settled(newVersion);
    return new LiveTail(
        slot, folded, newPart, growing.content(), ChatText.EMPTY, length, version, folded);
  }

  /** Adds a piece, which is not empty, to the part that grows. */
  LiveTail grown(CharSequence piece, long newVersion) {
    int whole = held.wholeLengthOf(piece);
    int newLength = length + piece.length();
    if (whole == 0) {
      return with(text, held.append(piece), newLength, newVersion);
    }
    ChatText before = text.append(held);
    if (whole == piece.length()) {
      return with(before.append(piece), ChatText.EMPTY, newLength, newVersion);
    }
    ChatText shown = before.append(piece.subSequence(0, whole));
    ChatText rest = ChatText.of(piece.subSequence(whole, piece.length()));
    return with(shown, rest, newLength, newVersion);
  }

  /**
   * Tells how much of a piece is there already.
   *
   * @throws MisplacedTextException if it begins behind the end, or something else is there
   */
  int overlapWith(long offset, CharSequence piece) {
    int end = text.length() + held.length();
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
    return index < text.length() ? text.charAt(index) : held.charAt(index - text.length());
  }

  /**
   * Puts another text in the place of the one that grows.
   *
   * @throws IllegalArgumentException if what grows is no text
   */
  LiveTail replaced(CharSequence whole, long newVersion) {
    if (!(base.parts().get(part) instanceof Part.Text before)) {
      throw new IllegalArgumentException(
          "part %d of message %s is no text".formatted(part, base.id()));
    }
    List<Part> parts = new ArrayList<>(base.parts());
    parts.set(part, new Part.Text(ChatText.EMPTY, before.revision() + 1));
    ChatMessage emptied =
        base.grown(Collections.unmodifiableList(parts), growingStatus(), newVersion);
    int others = length - text.length() - held.length();
    LiveTail empty = new LiveTail(
        slot, emptied, part, ChatText.EMPTY, ChatText.EMPTY, others, newVersion, emptied);
    return whole.length() == 0 ? empty : empty.grown(whole, newVersion);
  }

  private LiveTail with(ChatText newText, ChatText newHeld, int newLength, long newVersion) {
    return new LiveTail(slot, base, part, newText, newHeld, newLength, newVersion, null);
  }

  /** The tail of an edited message: the growing text stays if the edit left its part alone. */
  LiveTail edited(ChatMessage edited, boolean sameParts) {
    if (part == NO_PART || !(sameParts || stillHasGrowingPart(edited))) {
      return of(slot, edited);
    }
    int newLength = sameParts ? length : edited.length() + held.length();
    return new LiveTail(slot, edited, part, text, held, newLength, edited.version(), null);
  }

  private boolean stillHasGrowingPart(ChatMessage edited) {
    return part < edited.parts().size()
        && edited.parts().get(part).equals(message().parts().get(part));
  }

  /** The message as it is now. */
  ChatMessage message() {
    ChatMessage made = message;
    if (made == null) {
      made = with(text, version);
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
    return isHolding() ? with(text.append(held.endingWhole()), newVersion) : message();
  }

  private ChatMessage with(ChatText content, long atVersion) {
    if (part == NO_PART) {
      return base.withVersion(atVersion);
    }
    List<Part> parts = base.parts();
    Part.Growing changed = ((Part.Growing) parts.get(part)).withContent(content);
    if (parts.size() == 1) {
      return base.grown(List.of(changed), growingStatus(), atVersion);
    }
    List<Part> copy = new ArrayList<>(parts);
    copy.set(part, changed);
    return base.grown(Collections.unmodifiableList(copy), growingStatus(), atVersion);
  }

  /** What grows is no longer a mere placeholder. */
  private MessageStatus growingStatus() {
    return base.status() == MessageStatus.PENDING ? MessageStatus.STREAMING : base.status();
  }
}
