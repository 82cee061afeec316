package io.github.streamingchat.examples.readme;

import io.github.streamingchat.Conversations;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.transport.ChatTransport;

// @start region="serve-sessions"
/** One for the whole application. */
final class ServeSessions implements AutoCloseable {
  private final ChatTransport transport; // OpenAi.at(url).model("gpt-5-mini").newTransport()
  private final Conversations conversations = Conversations.create();

  ServeSessions(ChatTransport transport) {
    this.transport = transport;
  }

  Answer ask(String session, String question) {
    Chat chat = Chat.builder(transport).conversation(conversations.get(session)).build();
    return chat.send(question);
  }

  void leave(String session) {
    conversations.remove(session); // cancels an answer that still runs
  }

  @Override
  public void close() {
    transport.close();
  }
}
// @end
