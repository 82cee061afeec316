package io.github.streamingchat.examples.terminal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The frames of an answer with reasoning, text and a call, format by format. */
class FramesTest {
  static final String EVERYTHING = "Think, and tell me the weather";

  private static List<JsonNode> frames(Wire wire, String question) throws Exception {
    return Wire.frames(wire.answer(wire.asking(question)));
  }

  private static String joined(List<JsonNode> frames, String pointer) {
    return Wire.joined(frames, pointer);
  }

  /** The values at a place of the frames, without those that repeat the one before. */
  private static List<String> distinct(List<JsonNode> frames, String pointer) {
    List<String> distinct = new ArrayList<>();
    for (JsonNode frame : frames) {
      String value = frame.at(pointer).asString("-");
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(value)) {
        distinct.add(value);
      }
    }
    return distinct;
  }

  private static JsonNode last(List<JsonNode> frames) {
    return frames.get(frames.size() - 1);
  }

  @Test
  void openAiSendsReasoningThenTextThenTheCallInPieces() throws Exception {
    String body = Wire.OPENAI.answer(Wire.OPENAI.asking(EVERYTHING));
    List<JsonNode> frames = Wire.frames(body);

    assertThat(joined(frames, "/choices/0/delta/reasoning_content"))
        .isEqualTo(DemoTexts.thoughts(EVERYTHING));
    assertThat(Wire.OPENAI.text(frames)).isEqualTo(DemoTexts.BEFORE_TOOL);
    assertThat(distinct(frames, "/choices/0/delta/tool_calls/0/id"))
        .containsExactly("-", "call-demo-7", "-");
    assertThat(joined(frames, "/choices/0/delta/tool_calls/0/function/arguments"))
        .isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(distinct(frames, "/choices/0/finish_reason")).contains("tool_calls");
    assertThat(
            last(frames).at("/usage/completion_tokens_details/reasoning_tokens").asInt())
        .isGreaterThan(10);
    assertThat(body).endsWith("data: [DONE]\n\n");
  }

  @Test
  void responsesFrameEachItemAndNumberEachEvent() throws Exception {
    String body = Wire.RESPONSES.answer(Wire.RESPONSES.asking(EVERYTHING));
    List<JsonNode> frames = Wire.frames(body);

    assertThat(distinct(frames, "/type"))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).path("sequence_number").asInt()).isEqualTo(i);
      assertThat(body).contains("event: " + frames.get(i).path("type").asString() + "\ndata: ");
    }
    JsonNode response = last(frames).path("response");
    assertThat(response.path("output").size()).isEqualTo(3);
    assertThat(response.at("/output/0/encrypted_content").asString()).isNotEmpty();
    assertThat(response.at("/output/1/content/0/text").asString()).isEqualTo(DemoTexts.BEFORE_TOOL);
    assertThat(response.at("/output/2/arguments").asString()).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(response.at("/usage/total_tokens").asInt()).isGreaterThan(20);
  }

  @Test
  void anthropicNumbersItsBlocksAndSignsTheReasoning() throws Exception {
    List<JsonNode> frames = frames(Wire.ANTHROPIC, EVERYTHING);

    assertThat(distinct(frames, "/type"))
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(distinct(frames, "/index")).containsExactly("-", "0", "1", "2", "-");
    assertThat(distinct(frames, "/delta/type"))
        .contains("thinking_delta", "signature_delta", "text_delta", "input_json_delta");
    assertThat(joined(frames, "/delta/thinking")).isEqualTo(DemoTexts.thoughts(EVERYTHING));
    assertThat(joined(frames, "/delta/partial_json")).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(joined(frames, "/delta/stop_reason")).isEqualTo("tool_use");
    assertThat(frames.get(0).at("/message/usage/input_tokens").asInt()).isEqualTo(6);
  }

  @Test
  void geminiSendsTheCallWholeAndEndsWithoutAMark() throws Exception {
    List<JsonNode> frames = frames(Wire.GEMINI, EVERYTHING);

    assertThat(distinct(frames, "/candidates/0/content/parts/0/thought"))
        .containsExactly("true", "-");
    List<JsonNode> calls = frames.stream()
        .map(frame -> frame.at("/candidates/0/content/parts/0/functionCall"))
        .filter(call -> !call.isMissingNode())
        .toList();
    assertThat(calls)
        .singleElement()
        .satisfies(call -> assertThat(call.at("/args/city").asString()).isEqualTo("Oslo"));
    assertThat(last(frames).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
    assertThat(last(frames).at("/usageMetadata/thoughtsTokenCount").asInt()).isGreaterThan(10);
  }

  @Test
  void ollamaTellsEverythingInLinesAndTheUsageInTheLast() throws Exception {
    List<JsonNode> frames = frames(Wire.OLLAMA, EVERYTHING);

    assertThat(joined(frames, "/message/thinking")).isEqualTo(DemoTexts.thoughts(EVERYTHING));
    assertThat(joined(frames, "/message/tool_calls/0/function/arguments/city")).isEqualTo("Oslo");
    assertThat(distinct(frames, "/done")).containsExactly("false", "true");
    assertThat(last(frames).path("done_reason").asString()).isEqualTo("stop");
    assertThat(last(frames).path("eval_count").asInt()).isGreaterThan(15);
  }

  @Test
  void aUiMessageHasItsPartsInOneStep() throws Exception {
    String body = Wire.UI_MESSAGE.answer(Wire.UI_MESSAGE.asking(EVERYTHING));

    assertThat(distinct(Wire.frames(body), "/type"))
        .containsExactly(
            "start",
            "start-step",
            "reasoning-start",
            "reasoning-delta",
            "reasoning-end",
            "text-start",
            "text-delta",
            "text-end",
            "tool-input-start",
            "tool-input-delta",
            "tool-input-available",
            "finish-step",
            "finish");
    assertThat(last(Wire.frames(body)).path("finishReason").asString()).isEqualTo("tool-calls");
    assertThat(body).endsWith("data: [DONE]\n\n");
  }

  @Test
  void anAgentsRunHasTheNamesThatWereAskedFor() throws Exception {
    List<JsonNode> frames = frames(Wire.AG_UI, EVERYTHING);

    assertThat(distinct(frames, "/type"))
        .containsExactly(
            "RUN_STARTED",
            "REASONING_START",
            "REASONING_MESSAGE_START",
            "REASONING_MESSAGE_CONTENT",
            "REASONING_MESSAGE_END",
            "REASONING_END",
            "TEXT_MESSAGE_START",
            "TEXT_MESSAGE_CONTENT",
            "TEXT_MESSAGE_END",
            "TOOL_CALL_START",
            "TOOL_CALL_ARGS",
            "TOOL_CALL_END",
            "RUN_FINISHED");
    assertThat(distinct(frames, "/runId")).containsExactly("run1", "-", "run1");
    assertThat(distinct(frames, "/parentMessageId")).contains("msg-demo-7");
  }
}
