package io.github.streamingchat.examples.agents;

import io.github.streamingchat.Author;
import java.util.Locale;

/** Who speaks. */
enum Agent {
  /** Answers what it is asked. */
  GUIDE("assistant", "You answer questions briefly, and in plain text."),

  /** Has a second opinion where agents are asked for. */
  CRITIC("reviewer", "You say in at most three sentences what is doubtful about a question."),

  /** Speaks now and then without being asked. */
  WATCHMAN("monitor", "You make one short remark on the time of day, in one sentence.");

  private final String type;
  private final String instructions;

  Agent(String type, String instructions) {
    this.type = type;
    this.instructions = instructions;
  }

  String instructions() {
    return instructions;
  }

  Author author() {
    String id = name().toLowerCase(Locale.ROOT);
    return new Author(id, Character.toUpperCase(id.charAt(0)) + id.substring(1), type, null);
  }
}
