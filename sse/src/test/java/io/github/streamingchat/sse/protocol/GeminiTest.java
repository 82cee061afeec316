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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Gemini over a real socket. */
class GeminiTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String OVERLOADED = GeminiEvents.data(
      "{'error':{'code':503,'message':'The model is overloaded.','status':'UNAVAILABLE'}}");

  private static String answer(String recording) {
    return LoopbackPeer.streamHead() + GeminiEvents.recording(recording);
  }

  private static String body(int status, String json) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, json.getBytes(StandardCharsets.UTF_8).length, json);
  }

  private static Gemini endpoint(LoopbackPeer peer) {
    return Gemini.at(peer.url()).model("gemini-x").apiKey("secret");
  }

  @Test
  void aToolLoopOverHttp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            answer(asked.getAndIncrement() == 0 ? "thought-and-tool.sse" : "plain.sse")));
        Chat chat = Chat.builder(endpoint(peer)).retry(RetryPolicy.NONE).build()) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      chat.conversation()
          .add(MessageDraft.builder(Role.TOOL)
              .part(new Part.ToolResult("call-0", "3 C", false))
              .part(new Part.ToolResult("call-1", "noon", false))
              .build());
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.TOOL_CALLS);
      assertThat(second.text()).startsWith("The fjord is").endsWith("the sky.");
      assertThat(peer.connections().get(0).head())
          .startsWith("POST /v1/models/gemini-x:streamGenerateContent?alt=sse HTTP/1.1")
          .contains("x-goog-api-key: secret");
      assertThat(peer.connections().get(1).body())
          .contains("\"thoughtSignature\":\"CpYBAVSoXO4t\"")
          .contains(
              "{\"functionResponse\":{\"name\":\"weather\",\"response\":{\"output\":\"3 C\"}}}")
          .contains(
              "{\"functionResponse\":{\"name\":\"time\",\"response\":{\"output\":\"noon\"}}}");
    }
  }

  @Test
  void anOverloadBeforeTheFirstPieceIsTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            switch (asked.getAndIncrement()) {
              case 0 -> LoopbackPeer.streamHead() + OVERLOADED;
              case 1 -> body(503, "{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}");
              default -> answer("plain.sse");
            }));
        Chat chat = Chat.builder(endpoint(peer))
            .retry(RetryPolicy.builder()
                .maxAttempts(3)
                .backoff(
                    new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
                .build())
            .build()) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).startsWith("The fjord is");
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void anOverloadAfterTheFirstPieceFailsWithTheTextKept() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(
            LoopbackPeer.streamHead() + GeminiEvents.text("Hel") + OVERLOADED);
        Chat chat = Chat.over(endpoint(peer))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.SERVER);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(peer.accepted()).isOne();
    }
  }

  @Test
  void aStreamThatEndsWithoutAFinishReasonIsTruncated() throws Exception {
    try (LoopbackPeer peer =
            LoopbackPeer.sending(LoopbackPeer.streamHead() + GeminiEvents.text("Hel"));
        Chat chat = Chat.over(endpoint(peer))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.TRUNCATED);
      assertThat(outcome.text()).isEqualTo("Hel");
    }
  }

  @Test
  void aServerThatDoesNotStreamAnswersInOneBody() throws Exception {
    String json = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":2}}""";
    try (LoopbackPeer peer = LoopbackPeer.sending(body(200, json));
        Chat chat = Chat.over(endpoint(peer).streaming(false))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.usage().orElseThrow().outputTokens()).isEqualTo(2);
      assertThat(peer.connections().get(0).head())
          .startsWith("POST /v1/models/gemini-x:generateContent HTTP/1.1");
    }
  }
}
