package io.github.streamingchat.stress;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose request is under way, and the sink that its peer pushes into. Further questions to its
 * chat wait for their turn.
 */
final class LiveAnswer implements ChatTransport {
  final VirtualTime time = new VirtualTime();
  final Chat chat;
  final Answer answer;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private volatile @Nullable EventSink first;

  LiveAnswer() {
    this(RetryPolicy.NONE);
  }

  LiveAnswer(RetryPolicy retry) {
    chat = Chat.builder(this)
        .scheduler(time)
        .executor(Runnable::run)
        .retry(retry)
        .busy(BusyPolicy.queue())
        .build();
    answer = chat.send("question");
  }

  /** Of the first attempt of the answer. */
  EventSink sink() {
    return Objects.requireNonNull(first);
  }

  /** How many attempts were opened, for whatever answer. */
  int attempts() {
    return opened.get();
  }

  /** How many of the attempts behind the first one nobody has cancelled. */
  int openAttempts() {
    return opened.get() - 1 - cancelled.get();
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    boolean isFirst = opened.getAndIncrement() == 0;
    if (isFirst) {
      first = sink;
      return () -> {};
    }
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      if (calls.getAndIncrement() == 0) {
        cancelled.incrementAndGet();
      }
    };
  }

  @Override
  public void close() {}
}
