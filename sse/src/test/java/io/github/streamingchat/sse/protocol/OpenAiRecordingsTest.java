package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whole answers of OpenAI and of servers that are compatible with it. */
class OpenAiRecordingsTest {
  private static final OpenAi STRICT = OpenAi.at("http://localhost/v1").strict(true);

  /** The message, in which nothing was wrong. */
  private static ChatMessage message(String name) {
    Decoding decoding = Decoding.of(STRICT, Recordings.of("openai/" + name + ".sse"));
    assertThat(decoding.problems()).isEmpty();
    ChatMessage message = decoding.message();
    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    return message;
  }

  private static Part.ToolCall call(
      String id, String name, String arguments, Part.@Nullable Seal seal) {
    return new Part.ToolCall(id, name, ChatText.of(arguments), true, false, seal);
  }

  private static Part.Reasoning thought(String text) {
    return new Part.Reasoning(ChatText.of(text), null);
  }

  @Test
  void openAisOwn() {
    ChatMessage message = message("plain");

    assertThat(message.parts()).containsExactly(Part.text("Hello \uD83D\uDE00."));
    assertThat(message.aliases()).containsExactly("chatcmpl-1");
    assertThat(message.metadata()).containsEntry("model", "gpt-x-2026-11-01");
    assertThat(message.usage()).contains(new Usage(9L, 4L, 13L, 0L, 0L));
    assertThat(message.finishReason()).contains(new FinishReason(FinishReason.Kind.STOP, "stop"));
  }

  @Test
  void openAisParallelToolCalls() {
    ChatMessage message = message("parallel-tools");

    assertThat(message.parts())
        .containsExactly(
            call("call_1", "weather", "{\"city\":\"Oslo\"}", null),
            call("call_2", "now", "{}", null));
    assertThat(message.finishReason())
        .contains(new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_calls"));
  }

  @Test
  void aReasoningModelBehindACompatibleServer() {
    ChatMessage message = message("reasoning-and-tool");

    assertThat(message.parts())
        .containsExactly(
            thought("The user asks for the weather."),
            Part.text("Let me look."),
            call("call_1", "weather", "{\"city\": \"Oslo\"}", null));
    assertThat(message.usage()).contains(new Usage(20L, 30L, 50L, null, 12L));
  }

  @Test
  void geminisCompatibleEndpoint() {
    ChatMessage message = message("gemini-compatible");

    assertThat(message.parts())
        .containsExactly(
            call(
                "function-call-1",
                "weather",
                "{\"city\":\"Oslo\"}",
                new Part.Seal("gemini", "Cq8BAVSoXO4=", null)),
            call("function-call-2", "weather", "{\"city\":\"Rome\"}", null));
    assertThat(message.finishReason())
        .contains(new FinishReason(FinishReason.Kind.TOOL_CALLS, "stop"));
  }

  @Test
  void ollamasCompatibleEndpoint() {
    assertThat(message("two-calls-on-one-index").parts())
        .containsExactly(
            thought("Two towns."),
            call("call_a", "weather", "{\"city\":\"Oslo\"}", null),
            call("call_b", "weather", "{\"city\":\"Rome\"}", null));
  }

  @Test
  void azuresFilteredAnswer() {
    ChatMessage message = message("azure-filtered");

    assertThat(message.parts()).containsExactly(Part.text("It is"));
    assertThat(message.aliases()).containsExactly("chatcmpl-1");
    assertThat(message.finishReason().map(FinishReason::kind))
        .contains(FinishReason.Kind.CONTENT_FILTER);
  }
}
