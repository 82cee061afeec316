package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An agent over a real socket. */
class AgUiTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Chat chat(LoopbackPeer peer) {
    return Chat.builder(AgUi.at(peer.url())).retry(RetryPolicy.NONE).build();
  }

  private static String answer(String events) {
    return LoopbackPeer.streamHead() + events;
  }

  @Test
  void aRunWithManyMessagesAndTheOneAfterIt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(answer(
            asked.getAndIncrement() == 0
                ? AgUiEvents.recording("reasoning-and-tools")
                : AgUiEvents.RUN_STARTED
                    + AgUiEvents.patch("[{'op':'replace','path':'/step','value':3}]")
                    + AgUiEvents.text("m3", "Bye")
                    + AgUiEvents.RUN_FINISHED)));
        Chat chat = chat(peer)) {
      Answer answer = chat.send("How is it?");
      answer.join(LIMIT);
      Outcome second = chat.send("And tomorrow?").join(LIMIT);

      assertThat(answer.messages()).hasSize(2);
      assertThat(chat.conversation().snapshot().messages())
          .extracting(ChatMessage::text)
          .containsExactly(
              "How is it?", "I will look.", "It is 3 C in Oslo.", "And tomorrow?", "Bye");
      assertThat(peer.connections().get(1).body())
          .contains("\"state\":{\"step\":2,\"cities\":[\"Oslo\"]}")
          .contains(
              "{\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"I will look.\",\"toolCalls\"")
          .contains(
              "\"role\":\"reasoning\",\"content\":\"Let me see\",\"encryptedValue\":\"b3BhcXVl\"")
          .contains("{\"id\":\"m2\",\"role\":\"assistant\",\"content\":\"It is 3 C in Oslo.\"}");
      assertThat(second.message().parts(Part.Data.class).get(0).value())
          .isEqualTo(Map.of("step", 3L, "cities", List.of("Oslo")));
    }
  }

  @Test
  void anInterruptIsCompletedAndTheRunGoesOnWithTheResult() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            answer(AgUiEvents.recording(asked.getAndIncrement() == 0 ? "interrupt" : "plain"))));
        Chat chat = chat(peer)) {
      Outcome first = chat.send("Book a seat").join(LIMIT);
      chat.conversation()
          .add(MessageDraft.builder(Role.TOOL)
              .part(new Part.ToolResult("c1", "booked", false))
              .build());
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.INTERRUPTED);
      assertThat(second.text()).isEqualTo("Hello");
      assertThat(peer.connections().get(1).body())
          .contains("\"role\":\"tool\",\"toolCallId\":\"c1\",\"content\":\"booked\"");
    }
  }

  @Test
  void aCallWhoseParentIsTheQuestionThatWasSentIsAMessageOfItsOwn() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          String body = connection.body();
          String question =
              body.replaceFirst("(?s).*\"messages\":\\[\\{\"id\":\"([^\"]*)\".*", "$1");
          connection.send(answer(AgUiEvents.RUN_STARTED
              + AgUiEvents.text("m1", "Hi")
              + AgUiEvents.callStart("c1", ",'parentMessageId':'" + question + "'")
              + AgUiEvents.callEnd("c1")
              + AgUiEvents.RUN_FINISHED));
        });
        Chat chat = chat(peer)) {
      Answer answer = chat.send("How is it?");
      answer.join(LIMIT);
      ChatMessage call =
          chat.conversation().snapshot().find(answer.messages().get(1)).orElseThrow();

      assertThat(call.aliases()).containsExactly("c1");
      assertThat(call.parts(Part.ToolCall.class)).hasSize(1);
    }
  }
}
