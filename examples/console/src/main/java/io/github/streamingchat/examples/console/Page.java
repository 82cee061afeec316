package io.github.streamingchat.examples.console;

import io.github.streamingchat.Author;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Role;

/**
 * Messages one below the other, for an audience. The conversation is the history: a page may begin with
 * one that was there before, and what is written stays in it.
 *
 * <pre>{@code
 * page.message("user").write("Hello 👋");
 * Written answer = page.message("assistant").writeStream(words.iterator());
 * }</pre>
 *
 * <p>For one thread, which is not the one that shows it.
 */
final class Page {
  static final Author USER = new Author(null, "You", "user", "🧑");
  static final Author ASSISTANT = new Author(null, "Assistant", "assistant", "🤖");

  private final Conversation conversation;
  private final Audience audience;

  Page(Conversation conversation, Audience audience) {
    this.conversation = conversation;
    this.audience = audience;
  }

  Conversation conversation() {
    return conversation;
  }

  Audience audience() {
    return audience;
  }

  /**
   * Begins the container of one turn, with the avatar of its role.
   *
   * @param speaker {@code user}, {@code human}, {@code assistant}, {@code ai}, or another name
   */
  Container message(String speaker) {
    Role role = Role.of(speaker);
    if (role.equals(Role.USER)) {
      return message(role, USER);
    }
    if (role.equals(Role.ASSISTANT)) {
      return message(role, ASSISTANT);
    }
    return message(Role.ASSISTANT, new Author(null, speaker, null, null));
  }

  /**
   * Begins the container of one turn.
   *
   * @param role who speaks
   * @param author with the name and the avatar to show
   */
  Container message(Role role, Author author) {
    return new Container(conversation, audience, role, author);
  }

  /** Says something about the page between its messages. */
  void note(String words) {
    var unused = conversation.add(MessageDraft.system(words));
    audience.look();
  }
}
