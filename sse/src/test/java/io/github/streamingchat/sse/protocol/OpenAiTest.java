package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenAiTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ANSWER = """
      data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

      data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hel"}}]}

      data: {"id":"c1","choices":[{"index":0,"delta":{"content":"lo"}}]}

      data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

      data: [DONE]

      """;

  @Test
  void anAnswerOverHttpGrowsOneMessage() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + ANSWER);
        Chat chat = Chat.builder(OpenAi.at(peer.url()).model("m").apiKey("secret"))
            .retry(RetryPolicy.NONE)
            .build()) {
      StringBuffer seen = new StringBuffer();
      Answer answer = chat.send("Hi").onText(seen::append);

      Outcome outcome = answer.join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(seen).hasToString("Hello");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(outcome.message().aliases()).containsExactly("c1");
      assertThat(outcome.message().metadata()).containsEntry("model", "m-1");
      assertThat(outcome.usage().orElseThrow().totalTokens()).isEqualTo(11);
      assertThat(peer.connections()).hasSize(1);
      assertThat(peer.connections().get(0).head())
          .startsWith("POST /v1/chat/completions HTTP/1.1")
          .contains("Authorization: Bearer secret");
      assertThat(peer.connections().get(0).body()).isEqualTo("""
              {"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""");
    }
  }

  @Test
  void aToolLoopOverHttp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String called = Recordings.of("openai/gemini-compatible.sse");
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            LoopbackPeer.streamHead() + (asked.getAndIncrement() == 0 ? called : ANSWER)));
        Chat chat = Chat.builder(OpenAi.at(peer.url()).model("m"))
            .retry(RetryPolicy.NONE)
            .build()) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      chat.conversation().add(MessageDraft.toolResult("function-call-2", "8 C"));
      chat.conversation().add(MessageDraft.toolError("function-call-1", "no such town"));
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.TOOL_CALLS);
      assertThat(second.text()).isEqualTo("Hello");
      assertThat(peer.connections().get(1).body())
          .contains("\"extra_content\":{\"google\":{\"thought_signature\":\"Cq8BAVSoXO4=\"}}")
          .contains(
              "{\"role\":\"tool\",\"tool_call_id\":\"function-call-1\",\"content\":\"no such town\"},"
                  + "{\"role\":\"tool\",\"tool_call_id\":\"function-call-2\",\"content\":\"8 C\"}]");
    }
  }

  @Test
  void whatCannotBeSentFailsBeforeAnythingIsSent() throws Exception {
    MessageDraft rows = MessageDraft.builder(Role.USER)
        .part(new Part.Data("rows", null, List.of(1, 2)))
        .build();
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + ANSWER);
        Chat chat = Chat.builder(OpenAi.at(peer.url())).retry(RetryPolicy.NONE).build()) {
      for (MessageDraft turn : List.of(MessageDraft.user(""), rows)) {
        ChatError error = Dialogue.failure(
            chat.send(turn).join(LIMIT), ChatError.Kind.REQUEST, "unsendable", false);

        assertThat(error.message())
            .matches("There is nothing to ask.*|.* Data parts .* send text.");
      }
      assertThat(peer.accepted()).isZero();
    }
  }

  @Test
  void aServerThatIsNotThereFailsWithWhatToDo() {
    try (Chat chat =
        Chat.builder(OpenAi.at("http://127.0.0.1:9/v1")).retry(RetryPolicy.NONE).build()) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.error()).map(ChatError::kind).contains(ChatError.Kind.CONNECTION);
      assertThat(outcome.error().orElseThrow().message())
          .contains("http://127.0.0.1:9/v1/chat/completions")
          .contains("check that the server runs");
    }
  }
}
