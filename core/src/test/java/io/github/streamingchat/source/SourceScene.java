package io.github.streamingchat.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A chat over a source, on virtual time. */
final class SourceScene {
  final VirtualTime time = new VirtualTime();
  final List<Throwable> reported = new CopyOnWriteArrayList<>();
  private Limits limits = Limits.DEFAULTS;

  SourceScene limits(Limits given) {
    limits = given;
    return this;
  }

  /** Asks, and reads the source on this thread as far as it goes. */
  Answer ask(Answers source) {
    Answer answer = send(source.on(time.executor()));
    time.run();
    return answer;
  }

  Answer send(TransportProvider source) {
    return chat(source).send("Why?");
  }

  Chat chat(TransportProvider source) {
    return Chat.builder(source)
        .conversation(Conversation.builder("c")
            .clock(time::now)
            .limits(limits)
            .onCallbackError(reported::add)
            .build())
        .timeouts(
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(60)))
        .scheduler(time)
        .executor(time.executor())
        .retry(RetryPolicy.NONE)
        .build();
  }

  static Outcome outcomeOf(Answer answer) {
    assertThat(answer.state().isTerminal()).as("ended: %s", answer.state()).isTrue();
    return answer.join(Duration.ZERO);
  }

  static void assertCompleted(Answer answer, String text) {
    Outcome outcome = outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo(text);
    assertThat(outcome.evidence().endMarkSeen()).isTrue();
  }

  static void assertCancelled(Answer answer, String text) {
    Outcome outcome = outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(outcome.text()).isEqualTo(text);
  }

  static ChatError assertFailed(Answer answer, ChatError.Kind kind, String text) {
    Outcome outcome = outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.text()).isEqualTo(text);
    ChatError error = outcome.error().orElseThrow();
    assertThat(error.kind()).isEqualTo(kind);
    return error;
  }
}
