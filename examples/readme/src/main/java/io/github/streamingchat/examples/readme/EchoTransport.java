package io.github.streamingchat.examples.readme;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;

// @start region="echo-transport"
/** Says what it was told, in two pieces. */
final class EchoTransport implements ChatTransport {
  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    String question = request.messages().get(request.messages().size() - 1).text();
    sink.connected();
    sink.primary().text("answer", "You said: ");
    sink.primary().text("answer", question);
    sink.completed(true);
    return () -> {}; // nothing is left to cancel
  }

  @Override
  public void close() {}
}
// @end
