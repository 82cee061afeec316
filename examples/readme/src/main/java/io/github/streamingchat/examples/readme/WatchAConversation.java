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
  @FunctionalInterface
  interface Page {
    void append(MessageId id, String text);
  }

  private WatchAConversation() {}

  static ChatMessage run(TransportProvider endpoint, Page page) {
    // @start region="watch-a-conversation"
    Conversation conversation = Conversation.builder("page-42").build();
    conversation.subscribe(change -> {
      for (MessageChange message : change.messages()) {
        for (TextChange text : message.texts()) {
          page.append(message.id(), text.text());
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
