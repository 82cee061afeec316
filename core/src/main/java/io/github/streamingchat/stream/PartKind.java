package io.github.streamingchat.stream;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;

/** The kinds of part that a peer lets grow. */
enum PartKind {
  TEXT,
  REASONING,
  REFUSAL;

  /** A part of a message whose text was replaced so many times. */
  Part newPart(ChatText content, int revision) {
    return switch (this) {
      case TEXT -> new Part.Text(content, revision);
      case REASONING -> new Part.Reasoning(content, null, null);
      case REFUSAL -> new Part.Refusal(content);
    };
  }
}
