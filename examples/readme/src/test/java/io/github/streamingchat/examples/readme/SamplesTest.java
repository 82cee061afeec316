package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What README shows does what README says. */
class SamplesTest {
  @Test
  void anAnswerIsPrintedAsItComes() throws IOException {
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves ", "scatter ", "most.")) {
      Printed printed = Printed.by(() -> StreamAnAnswer.run(peer.url(), "key"));

      assertThat(printed.out()).isEqualTo("Short waves scatter most.");
      assertThat(printed.err()).isEmpty();
    }
  }

  @Test
  void anAnswerThatBreaksOffIsExplainedAndItsTextKept() throws IOException {
    try (OpenAiPeer peer = OpenAiPeer.breakingOffAfter("Short waves ", "scatter")) {
      Printed printed = Printed.by(() -> StreamAnAnswer.run(peer.url(), null));

      assertThat(printed.out()).isEqualTo("Short waves scatter");
      assertThat(printed.err())
          .contains("The connection ended before the answer was complete")
          .contains("kept: Short waves scatter");
    }
  }

  @Test
  void aConversationTellsEveryMessagesTextByItsId() throws Exception {
    Map<MessageId, String> shown = new ConcurrentHashMap<>();
    CountDownLatch all = new CountDownLatch("Why is the sky blue?Short waves scatter.".length());
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves ", "scatter.")) {
      ChatMessage rated = WatchAConversation.run(OpenAi.at(peer.url()), (id, text) -> {
        shown.merge(id, text, String::concat);
        text.chars().forEach(each -> all.countDown());
      });

      assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(shown)
          .hasSize(2)
          .containsValue("Why is the sky blue?")
          .containsEntry(rated.id(), "Short waves scatter.");
      assertThat(rated.metadata()).containsEntry("rating", "helpful");
    }
  }

  @Test
  void aTransportOfTheApplicationAnswers() {
    try (Chat chat = Chat.over(EchoTransport::new)) {
      assertThat(chat.send("Hi").join(Duration.ofSeconds(10)).text()).isEqualTo("You said: Hi");
    }
  }
}
