package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final VirtualTime time = new VirtualTime();

  private Chat chat(Script... scripts) {
    return Chat.builder(new ScriptedTransport(time, scripts))
        .scheduler(time)
        .executor(time.executor())
        .build();
  }

  @Test
  void growsOneMessageAndCompletes() {
    Chat chat = chat(Script.answering("Hel", "lo", "!"));
    List<String> pieces = new ArrayList<>();
    Answer answer = chat.send("Hi").onText(pieces::add, Runnable::run);

    assertThat(chat.conversation().snapshot().size()).isEqualTo(2);
    time.run();

    assertThat(answer.state()).isEqualTo(StreamState.COMPLETED);
    assertThat(answer.join(Duration.ofSeconds(5)).text()).isEqualTo("Hello!");
    assertThat(answer.join(Duration.ofSeconds(5)).evidence().endMarkSeen()).isTrue();
    assertThat(pieces).containsExactly("Hel", "lo", "!");
    assertThat(chat.conversation().snapshot().size()).isEqualTo(2);
    assertThat(chat.conversation().isBusy()).isFalse();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aConnectionThatEndsWithoutTheEndMarkIsTruncatedAndKeepsItsText() {
    Chat chat = chat(Script.builder().connected().text("Hel").truncated().build());
    Answer answer = chat.send("Hi");
    time.run();

    Outcome outcome = answer.join(Duration.ofSeconds(5));
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.error()).map(ChatError::kind).contains(ChatError.Kind.TRUNCATED);
    assertThat(outcome.text()).isEqualTo("Hel");
  }

  @Test
  void aSecondSendIsRejectedWhileTheFirstRuns() {
    Chat chat = chat(Script.builder().connected().build());
    Answer answer = chat.send("Hi");

    assertThatThrownBy(() -> chat.send("Hi again"))
        .isInstanceOf(ConversationBusyException.class)
        .hasMessageContaining(answer.primary().value());
    assertThat(chat.conversation().snapshot().size()).isEqualTo(2);
  }

  @Test
  void aSilentPeerFailsWithTheIdleClock() {
    Chat chat = chat(Script.builder().connected().text("Hel").build());
    Answer answer = chat.send("Hi");
    time.advance(Timeouts.DEFAULT_IDLE.minusNanos(1));
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    time.advance(Duration.ofNanos(1));

    assertThat(answer.join(Duration.ofSeconds(5)).error())
        .map(ChatError::kind)
        .contains(ChatError.Kind.TIMEOUT);
    assertThat(answer.join(Duration.ofSeconds(5)).text()).isEqualTo("Hel");
  }
}
