package io.github.streamingchat.journal;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.stored.StoredFormatException;
import java.util.List;
import java.util.TreeMap;

/**
 * A message while its journal is read. Records that do not fit what is there, because lines before them
 * are damaged, are applied as far as they go: their text is not lost, and the message knows that it lacks
 * something.
 *
 * <p>Not thread-safe.
 */
final class ReplayedMessage {
  private static final ChatText GAP = ChatText.of("\uFFFD");

  private ChatMessage withoutParts;

  /** By their places, between which some may be missing. */
  private final TreeMap<Integer, ReplayedPart> parts = new TreeMap<>();

  private boolean incomplete;

  /**
   * A part, and how many characters of its text are missing in what is there.
   *
   * @param missing as many as are to be added to the length for the places of the journal
   */
  private record ReplayedPart(Part part, long missing) {}

  ReplayedMessage(ChatMessage message) {
    withoutParts = withoutParts(message);
    for (Part part : message.parts()) {
      parts.put(parts.size(), new ReplayedPart(part, 0));
    }
  }

  private static ChatMessage withoutParts(ChatMessage message) {
    return message.toBuilder().parts(List.of()).build();
  }

  /** A message whose beginning is damaged. */
  static ReplayedMessage ofUnknown(ChatMessage standIn) {
    ReplayedMessage message = new ReplayedMessage(standIn);
    message.incomplete = true;
    return message;
  }

  void change(ChatMessage changed) {
    withoutParts = withoutParts(changed);
  }

  void put(int place, Part whole) {
    long end = end();
    parts.put(place, new ReplayedPart(whole, 0));
    requireReached(end, place);
  }

  void changeBeside(int place, Part.Growing withoutText) {
    ReplayedPart before = parts.get(place);
    if (before != null && before.part() instanceof Part.Growing growing) {
      parts.put(
          place, new ReplayedPart(withoutText.withContent(growing.content()), before.missing()));
    } else {
      parts.put(place, new ReplayedPart(withoutText, 0));
      incomplete = true;
      throw new StoredFormatException("it changes a part whose text is not there");
    }
  }

  void append(int place, int at, String text) {
    ReplayedPart before = parts.get(place);
    if (before == null || !(before.part() instanceof Part.Growing growing)) {
      incomplete = true;
      parts.put(place, new ReplayedPart(Part.text(GAP.append(text)), at - 1L));
      throw new StoredFormatException("it adds to a part that is not there");
    }
    ChatText content = growing.content();
    long known = content.length() + before.missing();
    if (at == known) {
      parts.put(place, grown(growing, content.append(text), before.missing()));
      return;
    }
    incomplete = true;
    if (at > known) {
      parts.put(
          place, grown(growing, content.append(GAP).append(text), at - content.length() - 1L));
    } else {
      parts.put(place, grown(growing, content.append(text), at - (long) content.length()));
    }
    throw new StoredFormatException(
        "it adds text at %d, but what is there ends at %d".formatted(at, known));
  }

  private static ReplayedPart grown(Part.Growing part, ChatText content, long missing) {
    return new ReplayedPart(part.withContent(content), missing);
  }

  void cut(int left) {
    long end = end();
    parts.tailMap(left, true).clear();
    requireReached(end, left);
  }

  private long end() {
    return parts.isEmpty() ? 0 : parts.lastKey() + 1L;
  }

  private void requireReached(long end, int place) {
    if (place > end) {
      incomplete = true;
      throw new StoredFormatException(
          "it is about part %d, but what is there has %d parts".formatted(place, end));
    }
  }

  boolean isIncomplete() {
    return incomplete;
  }

  boolean isGrowing() {
    return !withoutParts.status().isTerminal();
  }

  /** What the end of the program makes of a message that was growing. */
  void interrupt() {
    withoutParts = failed(
        withoutParts,
        Recovery.INTERRUPTED,
        "The program ended before the answer did; what had arrived is kept. Ask again.");
  }

  ChatMessage message() {
    ChatMessage whole = incomplete
        ? failed(withoutParts, Recovery.INCOMPLETE, "Some of this message could not be read back.")
        : withoutParts;
    List<Part> all = parts.values().stream().map(ReplayedPart::part).toList();
    return whole.toBuilder().parts(all).build();
  }

  private static ChatMessage failed(ChatMessage message, String code, String words) {
    ChatError error =
        ChatError.builder(ChatError.Kind.TRUNCATED, words).code(code).build();
    return message.toBuilder().status(MessageStatus.FAILED).error(error).build();
  }
}
