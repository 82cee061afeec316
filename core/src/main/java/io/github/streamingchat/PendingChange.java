package io.github.streamingchat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps that one reader has not been told yet, joined as they come. It remembers where new text
 * begins, not the text: a hundred pieces for a slow reader cost no more than one.
 *
 * <p>Not thread-safe: guarded by the conversation's lock.
 */
final class PendingChange {
  private static final int REPLACED = -1;

  private final long previousVersion;
  private final Map<MessageId, Steps> messages = new LinkedHashMap<>();
  private boolean cleared;

  PendingChange(long previousVersion) {
    this.previousVersion = previousVersion;
  }

  void added(MessageId id) {
    messages.put(id, new Steps(MessageChange.Kind.ADDED));
  }

  void updated(MessageId id) {
    stepsOf(id);
  }

  void appended(MessageId id, int part, int from) {
    stepsOf(id).knownEnds.putIfAbsent(part, from);
  }

  void replaced(MessageId id, int part) {
    stepsOf(id).knownEnds.put(part, REPLACED);
  }

  void removed(MessageId id) {
    Steps before = messages.put(id, new Steps(MessageChange.Kind.REMOVED));
    boolean readerNeverKnewIt = before != null && before.kind == MessageChange.Kind.ADDED;
    if (readerNeverKnewIt) {
      messages.remove(id);
    }
  }

  void cleared() {
    messages.clear();
    cleared = true;
  }

  private Steps stepsOf(MessageId id) {
    return messages.computeIfAbsent(id, unknown -> new Steps(MessageChange.Kind.UPDATED));
  }

  Change build(Snapshot snapshot) {
    List<MessageChange> changes = new ArrayList<>(messages.size());
    messages.forEach((id, steps) -> {
      ChatMessage message = snapshot.find(id).orElse(null);
      changes.add(new MessageChange(id, steps.kind, steps.texts(message)));
    });
    return new Change(previousVersion, snapshot, cleared, changes);
  }

  private static final class Steps {
    final MessageChange.Kind kind;

    /** How much of a part's text the reader knows, for the parts whose text changed. */
    final Map<Integer, Integer> knownEnds = new TreeMap<>();

    Steps(MessageChange.Kind kind) {
      this.kind = kind;
    }

    List<TextChange> texts(@Nullable ChatMessage message) {
      List<TextChange> texts = new ArrayList<>();
      if (message == null) {
        return texts;
      }
      if (kind == MessageChange.Kind.ADDED) {
        for (int part = 0; part < message.parts().size(); part++) {
          addText(texts, message, part, 0);
        }
      } else {
        knownEnds.forEach((part, known) -> addText(texts, message, part, known));
      }
      return texts;
    }

    /** A part that is gone, or no longer a text, has lost what readers knew of it. */
    private static void addText(List<TextChange> texts, ChatMessage message, int part, int known) {
      boolean replaced = known == REPLACED;
      boolean isText =
          part < message.parts().size() && message.parts().get(part) instanceof Part.Growing;
      if (isText) {
        ChatText content = ((Part.Growing) message.parts().get(part)).content();
        texts.add(new TextChange(part, replaced ? 0 : known, replaced, content));
      } else if (replaced) {
        texts.add(new TextChange(part, 0, true, ChatText.EMPTY));
      }
    }
  }
}
