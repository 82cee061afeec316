package io.github.streamingchat.stream;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;

/** The kinds of part that a peer lets grow. */
enum PartKind {
  TEXT,
  REASONING,
  REFUSAL;

  Part newPart() {
    return switch (this) {
      case TEXT -> new Part.Text(ChatText.EMPTY);
      case REASONING -> new Part.Reasoning(ChatText.EMPTY, null, null);
      case REFUSAL -> new Part.Refusal(ChatText.EMPTY);
    };
  }
}
