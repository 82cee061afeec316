package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One chat on virtual time, and around it all that a test looks at. */
final class Scene {
  static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(60));

  final VirtualTime time = new VirtualTime();
  final List<Throwable> reported = new CopyOnWriteArrayList<>();
  final Conversation conversation;
  final ScriptedTransport transport;
  final Chat chat;

  /** Without scripts the test drives {@link #sink()} by hand. */
  Scene(Script... scripts) {
    this(Limits.DEFAULTS, scripts);
  }

  Scene(Limits limits, Script... scripts) {
    this(limits, RetryPolicy.NONE, scripts);
  }

  /** A scene in which failed attempts may be repeated. */
  Scene(RetryPolicy retry, Script... scripts) {
    this(Limits.DEFAULTS, retry, scripts);
  }

  Scene(Limits limits, RetryPolicy retry, Script... scripts) {
    AtomicInteger lastId = new AtomicInteger();
    conversation = Conversation.builder("c")
        .clock(time::now)
        .ids(() -> MessageId.of("m" + lastId.incrementAndGet()))
        .limits(limits)
        .onCallbackError(reported::add)
        .build();
    transport = new ScriptedTransport(time, scripts);
    chat = chatOver(transport).retry(retry).build();
  }

  /** A chat over another transport, in the same conversation and time. */
  Chat.Builder chatOver(ChatTransport other) {
    return Chat.builder(other)
        .conversation(conversation)
        .timeouts(TIMEOUTS)
        .scheduler(time)
        .retry(RetryPolicy.NONE)
        .executor(time.executor());
  }

  /** Asks, and lets the attempt begin. */
  Answer ask() {
    Answer answer = chat.send("Why?");
    time.run();
    return answer;
  }

  ScriptedTransport.Attempt attempt() {
    List<ScriptedTransport.Attempt> attempts = transport.attempts();
    return attempts.get(attempts.size() - 1);
  }

  EventSink sink() {
    return attempt().sink();
  }

  MessageSink primary() {
    return sink().primary();
  }

  void text(String piece) {
    primary().text("0", piece);
  }

  ChatMessage inConversation(MessageId id) {
    return conversation.find(id).orElseThrow();
  }

  /** The outcome of an answer that has ended. */
  static Outcome outcomeOf(Answer answer) {
    assertThat(answer.state().isTerminal()).as("ended: %s", answer).isTrue();
    return answer.join(Duration.ZERO);
  }

  void assertNothingLeftBehind() {
    assertThat(conversation.isBusy()).as("busy").isFalse();
    assertThat(time.timers()).as("timers").isZero();
  }
}
