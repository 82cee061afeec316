package io.github.streamingchat.examples.readme;

import io.github.streamingchat.Conversations;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.websocket.ChatSocket;
import io.github.streamingchat.websocket.IncomingStream;
import io.github.streamingchat.websocket.SocketChange;
import io.github.streamingchat.websocket.SocketListener;
import java.util.Map;
import java.util.function.Supplier;

// @start region="talk-over-a-socket"
/** One socket for the whole application. */
final class TalkOverASocket implements SocketListener, AutoCloseable {
  private final Conversations conversations = Conversations.create();
  private final ChatSocket socket;

  TalkOverASocket(String url, Supplier<String> freshToken) { // wss://example.org/ws
    socket = ChatSocket.at(url)
        .headers(() -> Map.of("Authorization", "Bearer " + freshToken.get()))
        .onIncoming(this::take)
        .listener(this)
        .build();
  }

  Answer ask(String session, String question) {
    return chat(session).send(question);
  }

  private Chat chat(String session) {
    return Chat.builder(socket).conversation(conversations.get(session)).build();
  }

  private void take(IncomingStream stream) { // an agent speaks unasked
    String session = stream.start().sessionId();
    if (session != null) {
      stream.into(chat(session)).onText(System.out::print);
    }
  }

  @Override
  public void onStateChange(SocketChange change) {
    System.err.println(change.to() + ", next attempt in " + change.delay());
  }

  @Override
  public void close() {
    socket.close();
  }
}
// @end
