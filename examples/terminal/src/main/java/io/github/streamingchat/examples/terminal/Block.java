package io.github.streamingchat.examples.terminal;

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
