package io.github.streamingchat.stress;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer whose request is under way, and the sink that its peer pushes into. */
final class LiveAnswer implements ChatTransport {
  final Answer answer;
  private @Nullable EventSink sink;

  LiveAnswer() {
    answer = Chat.builder(this)
        .scheduler(new VirtualTime())
        .executor(Runnable::run)
        .build()
        .send("question");
  }

  EventSink sink() {
    return Objects.requireNonNull(sink);
  }

  @Override
  public Connection open(AnswerRequest request, EventSink opened) {
    sink = opened;
    return () -> {};
  }

  @Override
  public void close() {}
}
