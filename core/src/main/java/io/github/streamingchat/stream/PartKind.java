package io.github.streamingchat.stream;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;

/** The kinds of part, each with keys of its own. */
enum PartKind {
  TEXT,
  REASONING,
  REFUSAL,
  TOOL_CALL,
  TOOL_RESULT,
  SOURCE,
  FILE,
  DATA,
  RAW;

  static PartKind of(Part part) {
    if (part instanceof Part.Growing growing) {
      return of(growing);
    } else if (part instanceof Part.ToolResult) {
      return TOOL_RESULT;
    } else if (part instanceof Part.Source) {
      return SOURCE;
    } else if (part instanceof Part.File) {
      return FILE;
    }
    return part instanceof Part.Data ? DATA : RAW;
  }

  private static PartKind of(Part.Growing part) {
    if (part instanceof Part.ToolCall) {
      return TOOL_CALL;
    } else if (part instanceof Part.Reasoning) {
      return REASONING;
    }
    return part instanceof Part.Refusal ? REFUSAL : TEXT;
  }

  /** A part without text, of a kind that may begin with none; that of a text begins with a revision. */
  Part.Growing newPart(int revision) {
    return switch (this) {
      case TEXT -> new Part.Text(ChatText.EMPTY, revision);
      case REASONING -> new Part.Reasoning(ChatText.EMPTY, null);
      case REFUSAL -> new Part.Refusal(ChatText.EMPTY);
      default -> throw new IllegalStateException("a part of kind " + this + " is put as a whole");
    };
  }
}
