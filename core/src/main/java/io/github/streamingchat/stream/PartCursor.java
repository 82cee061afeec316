package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.PartChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the parts of an answer's messages one reader knows: the messages as it saw them, which
 * share their texts with what they are now.
 *
 * <p>Not thread-safe: belongs to its reader.
 */
final class PartCursor {
  private final Map<MessageId, ChatMessage> seen = new LinkedHashMap<>(2);

  /** Gives what is new since the last call, in the order of the messages and of their parts. */
  List<PartChange> next(List<ChatMessage> messages) {
    List<PartChange> changes = new ArrayList<>();
    for (ChatMessage message : messages) {
      ChatMessage before = seen.put(message.id(), message);
      if (before == null || before.version() != message.version()) {
        compare(before == null ? List.of() : before.parts(), message, changes);
      }
    }
    if (seen.size() > messages.size()) {
      takeBack(messages, changes);
    }
    return changes;
  }

  /** Candidates that a further attempt does not bring again are gone. */
  private void takeBack(List<ChatMessage> messages, List<PartChange> changes) {
    List<MessageId> left = messages.stream().map(ChatMessage::id).toList();
    for (ChatMessage message : List.copyOf(seen.values())) {
      if (!left.contains(message.id())) {
        seen.remove(message.id());
        remove(message.parts(), 0, message, changes);
      }
    }
  }

  private static void compare(List<Part> before, ChatMessage now, List<PartChange> changes) {
    List<Part> parts = now.parts();
    for (int index = 0; index < parts.size(); index++) {
      Part part = parts.get(index);
      if (index >= before.size()) {
        changes.add(new PartChange(now, index, Kind.ADDED, part, 0));
      } else if (!part.equals(before.get(index))) {
        changes.add(changed(before.get(index), now, index, part));
      }
    }
    remove(before, parts.size(), now, changes);
  }

  /** The last first, so that a reader that holds a list can take them off its end. */
  private static void remove(
      List<Part> before, int from, ChatMessage now, List<PartChange> changes) {
    for (int index = before.size() - 1; index >= from; index--) {
      changes.add(new PartChange(now, index, Kind.REMOVED, before.get(index), 0));
    }
  }

  private static PartChange changed(Part before, ChatMessage now, int index, Part part) {
    return before instanceof Part.Growing told
            && part instanceof Part.Growing growing
            && goesOn(told, growing)
        ? new PartChange(now, index, Kind.UPDATED, part, told.content().length())
        : new PartChange(now, index, Kind.REPLACED, part, 0);
  }

  private static boolean goesOn(Part.Growing before, Part.Growing now) {
    return before.getClass() == now.getClass()
        && before.revision() == now.revision()
        && isSameCall(before, now)
        && now.content().startsWith(before.content());
  }

  private static boolean isSameCall(Part.Growing before, Part.Growing now) {
    return !(before instanceof Part.ToolCall call)
        || !(now instanceof Part.ToolCall again)
        || (call.callId().equals(again.callId()) && call.name().equals(again.name()));
  }
}
