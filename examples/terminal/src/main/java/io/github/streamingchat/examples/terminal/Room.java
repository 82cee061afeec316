package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of the person at the terminal, and the answer that was asked for last.
 *
 * <p>Thread-safe.
 */
final class Room {
  private final String name;
  private final Chat chat;
  /** The first answer to the last question; others follow it after the results of tools. */
  private volatile @Nullable Answer first;

  private volatile @Nullable Answer last;

  Room(String name, Chat chat) {
    this.name = name;
    this.chat = chat;
  }

  String name() {
    return name;
  }

  Chat chat() {
    return chat;
  }

  List<ChatMessage> messages() {
    return chat.conversation().snapshot().messages();
  }

  Answer ask(String question) {
    return begin(chat.send(question));
  }

  /** Asks for another answer in the place of all that followed the last question, if that is there. */
  Optional<Answer> askAgain() {
    return Optional.ofNullable(first)
        .map(Answer::primary)
        .filter(id -> chat.conversation().find(id).isPresent())
        .map(id -> begin(chat.regenerate(id)));
  }

  private Answer begin(Answer answer) {
    first = answer;
    return goOn(answer);
  }

  /** Takes an answer that goes on with the results of tools. */
  Answer goOn(Answer answer) {
    last = answer;
    return answer;
  }

  /** Gives the answer that is still coming. */
  Optional<Answer> running() {
    return Optional.ofNullable(last).filter(answer -> !answer.state().isTerminal());
  }
}
