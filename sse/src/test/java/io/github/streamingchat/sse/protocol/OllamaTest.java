package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Ollama's protocol over a real socket. */
class OllamaTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static String answer(String recording) {
    return LoopbackPeer.head(200, "application/x-ndjson")
        + Recordings.of("ollama/" + recording + ".jsonl");
  }

  private static Chat chat(LoopbackPeer peer) {
    return Chat.builder(Ollama.at("http://127.0.0.1:" + peer.port()).model("qwen-x"))
        .retry(RetryPolicy.NONE)
        .build();
  }

  @Test
  void aToolLoopOverHttp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection ->
            connection.send(answer(asked.getAndIncrement() == 0 ? "thinking-and-tool" : "plain")));
        Chat chat = chat(peer)) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      for (Part.ToolCall call : first.message().parts(Part.ToolCall.class)) {
        chat.conversation().add(MessageDraft.toolResult(call.callId(), call.name() + "!"));
      }
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.message().finishReason().map(FinishReason::kind))
          .contains(FinishReason.Kind.TOOL_CALLS);
      assertThat(first.evidence().endMarkSeen()).isTrue();
      assertThat(second.text()).isEqualTo("Hello \uD83D\uDE00.");
      assertThat(peer.connections().get(0).head()).startsWith("POST /api/chat HTTP/1.1");
      assertThat(peer.connections().get(1).body())
          .contains(
              "{\"role\":\"assistant\",\"content\":\"Let me look.\",\"tool_calls\":["
                  + "{\"id\":\"call_1\",\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}},"
                  + "{\"id\":\"call-1\",\"function\":{\"name\":\"now\",\"arguments\":{}}}]},"
                  + "{\"role\":\"tool\",\"content\":\"weather!\",\"tool_name\":\"weather\",\"tool_call_id\":\"call_1\"},"
                  + "{\"role\":\"tool\",\"content\":\"now!\",\"tool_name\":\"now\",\"tool_call_id\":\"call-1\"}]");
    }
  }

  @Test
  void aServerThatBreaksDownFailsTheAnswerWithTheTextKept() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(answer("broke-down"));
        Chat chat = chat(peer)) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(outcome.error().orElseThrow().message()).endsWith("CUDA error");
    }
  }

  @Test
  void aModelThatIsNotThereFailsInTheServersWords() throws Exception {
    String body = "{\"error\":\"model 'qwen-x' not found\"}";
    try (LoopbackPeer peer =
            LoopbackPeer.sending(LoopbackPeer.head(404, "application/json; charset=utf-8") + body);
        Chat chat = chat(peer)) {
      ChatError error = chat.send("Hi").join(LIMIT).error().orElseThrow();

      assertThat(error.kind()).isEqualTo(ChatError.Kind.REQUEST);
      assertThat(error.message()).contains("model 'qwen-x' not found");
    }
  }

  @Test
  void anAnswerInOnePiece() throws Exception {
    String plain = Recordings.of("ollama/plain.jsonl").strip();
    String body = plain.substring(plain.lastIndexOf('\n') + 1);
    try (LoopbackPeer peer = LoopbackPeer.sending(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                + "Content-Length: %d\r\n\r\n%s".formatted(body.getBytes(UTF_8).length, body));
        Chat chat = Chat.over(
            Ollama.at("http://127.0.0.1:" + peer.port()).model("qwen-x").streaming(false))) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.text()).isEqualTo(".");
      assertThat(outcome.usage().orElseThrow().outputTokens()).isEqualTo(282);
      assertThat(peer.connections().get(0).body()).endsWith("\"stream\":false}");
    }
  }
}
