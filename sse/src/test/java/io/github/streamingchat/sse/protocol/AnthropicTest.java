package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The Messages API over a real socket. */
class AnthropicTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static String answer(String recording) {
    return LoopbackPeer.streamHead() + AnthropicEvents.recording(recording);
  }

  private static Anthropic endpoint(LoopbackPeer peer) {
    return Anthropic.at(peer.url()).model("claude-x").apiKey("secret");
  }

  @Test
  void aToolLoopOverHttp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection ->
            connection.send(answer(asked.getAndIncrement() == 0 ? "thinking-and-tool" : "plain")));
        Chat chat = Chat.builder(endpoint(peer)).retry(RetryPolicy.NONE).build()) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      chat.conversation()
          .add(MessageDraft.builder(Role.TOOL)
              .part(new Part.ToolResult("toolu_1", "3 C", false))
              .build());
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.TOOL_CALLS);
      assertThat(first.evidence().endMarkSeen()).isTrue();
      assertThat(second.text()).isEqualTo("Hello");
      assertThat(peer.connections().get(0).head())
          .startsWith("POST /v1/messages HTTP/1.1")
          .contains("x-api-key: secret", "anthropic-version: 2023-06-01");
      assertThat(peer.connections().get(1).body())
          .contains("\"thinking\":\"Let me see.\",\"signature\":\"EqQBCkYIARgC\"")
          .contains("{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":\"3 C\"}");
    }
  }

  @Test
  void anOverloadBeforeTheFirstPieceIsTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            asked.getAndIncrement() == 0
                ? answer("overloaded")
                : asked.get() == 2
                    ? "HTTP/1.1 529 Overloaded\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"
                    : answer("plain")));
        Chat chat = Chat.builder(endpoint(peer))
            .retry(RetryPolicy.builder()
                .maxAttempts(3)
                .backoff(
                    new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
                .build())
            .build()) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void anOverloadAfterTheFirstPieceFailsWithTheTextKept() throws Exception {
    String plain = AnthropicEvents.recording("plain");
    String begun = plain.substring(0, plain.indexOf("event: content_block_stop"));
    try (LoopbackPeer peer = LoopbackPeer.sending(
            LoopbackPeer.streamHead() + begun + AnthropicEvents.recording("overloaded"));
        Chat chat = Chat.over(endpoint(peer))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.SERVER);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(peer.accepted()).isOne();
    }
  }

  @Test
  void aServerThatDoesNotStreamAnswersInOneBody() throws Exception {
    String body = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":2}}""";
    try (LoopbackPeer peer = LoopbackPeer.sending(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body));
        Chat chat = Chat.over(endpoint(peer).streaming(false))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.usage().orElseThrow().outputTokens()).isEqualTo(2);
    }
  }
}
