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
  private static final String NOTHING_HELD = "";

  /** Nobody sends that many halves in a row but to make us copy them again and again. */
  private static final int MOST_HELD = 64;

  final int slot;
  final ChatMessage base;
  final int part;
  final ChatText text;
  final int length;
  private final String held;
  private final long version;
  private @Nullable ChatMessage message;

  private LiveTail(
      int slot,
      ChatMessage base,
      int part,
      ChatText text,
      String held,
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
        NOTHING_HELD,
        message.length(),
        message.version(),
        message);
  }

  LiveTail atSlot(int newSlot) {
    return new LiveTail(newSlot, base, part, text, held, length, version, message);
  }

  /** Turns to another part of the message, which must be a growing one. */
  LiveTail turnedTo(int newPart) {
    if (newPart == part) {
      return this;
    }
    ChatMessage folded = settled();
    ChatText content = ((Part.Growing) folded.parts().get(newPart)).content();
    return new LiveTail(
        slot, folded, newPart, content, NOTHING_HELD, folded.length(), version, folded);
  }

  /** Adds a piece, which is not empty, to the part that grows. */
  LiveTail grown(CharSequence piece, long newVersion) {
    if (held.isEmpty() && !Character.isSurrogate(piece.charAt(piece.length() - 1))) {
      return with(text.append(piece), NOTHING_HELD, newVersion);
    }
    String arrived = held + piece;
    int whole = ChatText.wholeLength(arrived);
    if (arrived.length() - whole > MOST_HELD) {
      whole = arrived.length();
    }
    return with(text.append(arrived.substring(0, whole)), arrived.substring(whole), newVersion);
  }

  private LiveTail with(ChatText grown, String newHeld, long newVersion) {
    int newLength = length - text.length() + grown.length();
    return new LiveTail(slot, base, part, grown, newHeld, newLength, newVersion, null);
  }

  /** The tail of an edited message: the growing text stays if the edit left the parts alone. */
  LiveTail edited(ChatMessage edited, boolean sameParts) {
    if (!sameParts || part == NO_PART) {
      return of(slot, edited);
    }
    return new LiveTail(slot, edited, part, text, held, length, edited.version(), null);
  }

  /** The message as it is now. */
  ChatMessage message() {
    ChatMessage made = message;
    if (made == null) {
      made = with(text);
      message = made;
    }
    return made;
  }

  /** The message as it stays: a half that waited in vain becomes U+FFFD, which is the part's doing. */
  ChatMessage settled() {
    return held.isEmpty() ? message() : with(text.append(held));
  }

  private ChatMessage with(ChatText content) {
    if (part == NO_PART) {
      return base.withVersion(version);
    }
    List<Part> parts = base.parts();
    Part.Growing changed = ((Part.Growing) parts.get(part)).withContent(content);
    if (parts.size() == 1) {
      return base.grown(List.of(changed), base.status(), version);
    }
    List<Part> copy = new ArrayList<>(parts);
    copy.set(part, changed);
    return base.grown(Collections.unmodifiableList(copy), base.status(), version);
  }
}
