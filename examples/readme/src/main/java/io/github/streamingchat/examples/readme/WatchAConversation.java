package io.github.streamingchat.examples.readme;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.TextChange;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.transport.TransportProvider;

/** Shows each message of a conversation where it stands, and comes back to one by its id. */
final class WatchAConversation {
  /** What shows the messages: a page, a terminal, a socket to a browser. */
  interface Page {
    /** Takes everything away. */
    void clear();

    /** Takes one message away. */
    void remove(MessageId id);

    /** Empties one part of a message. */
    void erase(MessageId id, int part);

    /** Adds to one part of a message, which begins with its first text. */
    void append(MessageId id, int part, String text);
  }

  private WatchAConversation() {}

  static ChatMessage run(Conversation conversation, TransportProvider endpoint, Page page) {
    // @start region="watch-a-conversation"
    conversation.subscribe(change -> {
      if (change.cleared()) {
        page.clear();
      }
      for (MessageChange message : change.messages()) {
        if (message.kind() == MessageChange.Kind.REMOVED) {
          page.remove(message.id());
        }
        for (TextChange text : message.texts()) {
          if (text.replaced()) {
            page.erase(message.id(), text.part());
          }
          page.append(message.id(), text.part(), text.text());
        }
      }
    });
    try (Chat chat = Chat.builder(endpoint).conversation(conversation).build()) {
      Answer answer = chat.send("Why is the sky blue?");
      MessageId id = answer.primary(); // in the conversation already, and it stays the same
      answer.join();
      conversation.edit(id, message -> message.metadata("rating", "helpful"));
      return conversation.find(id).orElseThrow();
    }
    // @end
  }
}
