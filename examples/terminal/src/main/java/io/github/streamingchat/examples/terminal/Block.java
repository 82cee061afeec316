package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Part;
import org.jspecify.annotations.Nullable;

/** What a stretch of an answer is. */
enum Block {
  REASONING(Tone.QUIET),
  TEXT(Tone.PLAIN),
  REFUSAL(Tone.NEWS),
  CALL(Tone.CALL),
  RESULT(Tone.QUIET);

  private final Tone tone;

  Block(Tone tone) {
    this.tone = tone;
  }

  /** Gives what a part is shown as, or null for one that is not shown. */
  static @Nullable Block of(Part part) {
    if (part instanceof Part.Text) {
      return TEXT;
    } else if (part instanceof Part.Reasoning) {
      return REASONING;
    } else if (part instanceof Part.Refusal) {
      return REFUSAL;
    } else if (part instanceof Part.ToolCall) {
      return CALL;
    }
    return part instanceof Part.ToolResult ? RESULT : null;
  }

  Tone tone() {
    return tone;
  }

  /** Tells whether it is what the model says, and not how it came to say it. */
  boolean isSaid() {
    return this == TEXT || this == REFUSAL;
  }

  /** Tells whether it is one line, which needs no blank row between it and its like. */
  boolean isLine() {
    return this == CALL || this == RESULT;
  }
}
