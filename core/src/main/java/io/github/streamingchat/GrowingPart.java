package io.github.streamingchat;

/**
 * The part of a message that grows: all about it that stays the same from piece to piece.
 *
 * <p>Immutable and thread-safe.
 *
 * @param slot the position of the message
 * @param base the message, with the part as it once was
 * @param part the position of the part, or {@link #NONE}
 * @param buffer what the part's text is in, and grows in
 * @param held lone surrogates that wait for what follows
 * @param others the length of the message without the part
 */
record GrowingPart(
    int slot, ChatMessage base, int part, TextBuffer buffer, ChatText held, int others) {
  static final int NONE = -1;

  /** No part of a message grows yet. */
  static GrowingPart none(int slot, ChatMessage message) {
    return new GrowingPart(slot, message, NONE, TextBuffer.EMPTY, ChatText.EMPTY, message.length());
  }

  GrowingPart atSlot(int newSlot) {
    return new GrowingPart(newSlot, base, part, buffer, held, others);
  }

  GrowingPart in(ChatMessage newBase, int newOthers) {
    return new GrowingPart(slot, newBase, part, buffer, held, newOthers);
  }

  GrowingPart holding(ChatText newHeld) {
    return held.isEmpty() && newHeld.isEmpty()
        ? this
        : new GrowingPart(slot, base, part, buffer, newHeld, others);
  }

  /** With a piece behind the first {@code length} characters. */
  GrowingPart with(int length, String piece) {
    TextBuffer longer = buffer.with(length, piece);
    return longer == buffer ? this : new GrowingPart(slot, base, part, longer, held, others);
  }
}
