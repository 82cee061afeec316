package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import org.junit.jupiter.api.Test;

/** Whole answers of Ollama. */
class OllamaRecordingsTest {
  private static final Ollama STRICT = Ollama.at("http://localhost").strict(true);

  private static ChatMessage message(String name) {
    Decoding decoding = Decoding.of(STRICT, Recordings.of("ollama/" + name + ".jsonl"));
    assertThat(decoding.problems()).isEmpty();
    return decoding.message();
  }

  @Test
  void aPlainAnswer() {
    ChatMessage message = message("plain");

    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(message.parts()).containsExactly(Part.text("Hello \uD83D\uDE00."));
    assertThat(message.usage()).contains(new Usage(26L, 282L, null, null, null));
    assertThat(message.metadata())
        .containsEntry("model", "qwen-x")
        .containsEntry("total_duration", 4883583458L)
        .containsKey("tokens_per_second");
  }

  @Test
  void thinkingAndTools() {
    ChatMessage message = message("thinking-and-tool");

    assertThat(message.parts())
        .containsExactly(
            new Part.Reasoning(ChatText.of("The user asks for the weather."), null),
            Part.text("Let me look."),
            new Part.ToolCall("call_1", "weather", ChatText.of("{\"city\":\"Oslo\"}"), true),
            new Part.ToolCall("call-1", "now", ChatText.of("{}"), true));
    assertThat(message.finishReason().map(FinishReason::kind))
        .contains(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void anAnswerOfGenerate() {
    ChatMessage message = message("generate");

    assertThat(message.text()).isEqualTo("Hello");
    assertThat(message.finishReason().map(FinishReason::kind)).contains(FinishReason.Kind.LENGTH);
  }

  @Test
  void aModelThatBreaksDown() {
    ChatMessage message = message("broke-down");

    assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(message.text()).isEqualTo("Hel");
    assertThat(message.error().orElseThrow().message()).endsWith("CUDA error");
  }
}
