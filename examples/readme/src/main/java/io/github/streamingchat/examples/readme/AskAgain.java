package io.github.streamingchat.examples.readme;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;

/** Asks the same question again, without what became of it before. */
final class AskAgain {
  private AskAgain() {}

  static Answer run(Chat chat, Conversation conversation, Answer answer, String question) {
    // @start region="ask-again"
    conversation.remove(answer.primary());
    answer.userTurn().ifPresent(conversation::remove);
    Answer again = chat.send(question);
    // @end
    return again;
  }
}
