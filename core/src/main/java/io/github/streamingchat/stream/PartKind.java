package io.github.streamingchat.stream;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;

/** The kinds of part that a peer lets grow. */
enum PartKind {
  TEXT,
  REASONING,
  REFUSAL;

  /** A part without text; that of a text begins with a revision. */
  Part.Growing newPart(int revision) {
    return switch (this) {
      case TEXT -> new Part.Text(ChatText.EMPTY, revision);
      case REASONING -> new Part.Reasoning(ChatText.EMPTY, null, null);
      case REFUSAL -> new Part.Refusal(ChatText.EMPTY);
    };
  }
}
