package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedAnswerTest {
  // @start region="scripted-answer"
  @Test
  void aServerThatGoesSilentFailsTheAnswerAndKeepsItsText() {
    VirtualTime time = new VirtualTime();
    Script silent = Script.builder().connected().text("Short waves").build();
    Chat chat = Chat.builder(new ScriptedTransport(time, silent))
        .conversation(Conversation.builder("test").clock(time::now).build())
        .timeouts(Timeouts.DEFAULTS.withIdle(Duration.ofSeconds(20)))
        .scheduler(time)
        .executor(time.executor())
        .build();
    Answer answer = chat.send("Why is the sky blue?");

    time.advance(Duration.ofSeconds(19));
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);

    time.advance(Duration.ofSeconds(1));
    assertThat(answer.message().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer.message().text()).isEqualTo("Short waves");
  }
  // @end
}
