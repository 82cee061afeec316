package io.github.streamingchat.examples.terminal;

/** What a text is, which decides how it looks. */
public enum Tone {
  /** What is said. */
  PLAIN,
  /** What stands beside it. */
  QUIET,
  /** What is worth a look. */
  NEWS,
  /** What went wrong. */
  FAULT,
  /** Where a person types, or whose turn it is. */
  PROMPT,
  /** What a tool is asked. */
  CALL
}
