package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.Reasoning;

/**
 * What an answer cost, with a word of the question for a token, and a piece of the answer for a token.
 *
 * <p>Immutable and thread-safe.
 *
 * @param input the tokens of the question
 * @param reasoning the tokens that were thought
 * @param spoken the tokens that were said, or called a tool
 */
record Usage(int input, int reasoning, int spoken) {
  static Usage of(Asked asked, DemoAnswer answer) {
    int all = answer.events().stream().mapToInt(AnswerEvent::tokens).sum();
    int reasoning =
        (int) answer.events().stream().filter(Reasoning.class::isInstance).count();
    return new Usage(asked.question().strip().split("\\s+").length, reasoning, all - reasoning);
  }

  int output() {
    return reasoning + spoken;
  }

  int total() {
    return input + output();
  }
}
