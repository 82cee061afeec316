package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The Responses API over a real socket. */
class OpenAiResponsesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static String answer(String recording) {
    return LoopbackPeer.streamHead() + ResponseEvents.recording(recording);
  }

  private static OpenAiResponses endpoint(LoopbackPeer peer) {
    return OpenAiResponses.at(peer.url()).model("gpt-x").apiKey("secret");
  }

  @Test
  void aToolLoopOverHttp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            answer(asked.getAndIncrement() == 0 ? "reasoning-and-tool" : "plain")));
        Chat chat = Chat.builder(endpoint(peer)).retry(RetryPolicy.NONE).build()) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      chat.conversation()
          .add(MessageDraft.builder(Role.TOOL)
              .part(new Part.ToolResult("call_1", "3 C", false))
              .build());
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.TOOL_CALLS);
      assertThat(first.evidence().endMarkSeen()).isTrue();
      assertThat(second.text()).isEqualTo("Hello");
      assertThat(peer.connections().get(0).head())
          .contains("/responses HTTP/1.1", "Authorization: Bearer secret");
      assertThat(peer.connections().get(1).body())
          .contains("\"encrypted_content\":\"gAAAAABvEncrypted==\"")
          .contains(
              "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"3 C\"}");
    }
  }

  @Test
  void aServerThatDoesNotStreamAnswersInOneBody() throws Exception {
    String body = """
        {"id":"resp_1","object":"response","status":"completed","model":"gpt-x","output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":9,"output_tokens":2}}""";
    try (LoopbackPeer peer = LoopbackPeer.sending(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body));
        Chat chat = Chat.over(endpoint(peer).streaming(false))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.usage().orElseThrow().outputTokens()).isEqualTo(2);
    }
  }

  @Test
  void aFailureBehindThePiecesKeepsTheText() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(answer("overloaded"));
        Chat chat = Chat.over(endpoint(peer))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(peer.accepted()).isOne();
    }
  }
}
