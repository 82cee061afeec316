package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records that lead from one value of a message to a later one. */
record MessageDifferences(MessageId id, Consumer<JournalRecord> to) {
  void find(ChatMessage was, ChatMessage is) {
    ChatMessage withoutParts = withoutParts(is);
    if (!withoutParts.equals(withoutParts(was))) {
      to.accept(new JournalRecord.Changed(withoutParts));
    }
    List<Part> before = was.parts();
    List<Part> after = is.parts();
    if (before.equals(after)) { // quick where nothing touched them: it is the same list then
      return;
    }
    if (after.size() < before.size()) {
      to.accept(new JournalRecord.PartsCut(id, after.size()));
    }
    for (int place = 0; place < after.size(); place++) {
      find(place, place < before.size() ? before.get(place) : null, after.get(place));
    }
  }

  private static ChatMessage withoutParts(ChatMessage message) {
    return message.toBuilder().parts(List.of()).build();
  }

  private void find(int place, @Nullable Part was, Part is) {
    if (was instanceof Part.Growing before
        && is instanceof Part.Growing after
        && grew(before, after)) {
      tellGrowth(place, before, after);
    } else if (!is.equals(was)) {
      to.accept(new JournalRecord.PartPut(id, place, is));
    }
  }

  private static boolean grew(Part.Growing before, Part.Growing after) {
    return before.getClass().equals(after.getClass())
        && after.content().startsWith(before.content());
  }

  private void tellGrowth(int place, Part.Growing before, Part.Growing after) {
    Part.Growing withoutText = after.withContent(ChatText.EMPTY);
    if (!withoutText.equals(before.withContent(ChatText.EMPTY))) {
      to.accept(new JournalRecord.PartChanged(id, place, withoutText));
    }
    int known = before.content().length();
    if (after.content().length() > known) {
      to.accept(new JournalRecord.Appended(id, place, known, after.content().since(known)));
    }
  }
}
