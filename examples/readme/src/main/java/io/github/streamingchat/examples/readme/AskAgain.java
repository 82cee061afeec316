package io.github.streamingchat.examples.readme;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;

/** Asks the same question again, without what became of it before. */
final class AskAgain {
  private AskAgain() {}

  static Answer run(Chat chat, Answer answer) {
    // @start region="ask-again"
    Answer again = chat.regenerate(answer.primary());
    // @end
    return again;
  }
}
