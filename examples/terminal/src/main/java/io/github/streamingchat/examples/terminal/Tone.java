package io.github.streamingchat.examples.terminal;

/** What a text is, which decides how it looks. */
enum Tone {
  PLAIN,
  QUIET,
  NEWS,
  FAULT,
  PROMPT,
  CALL
}
