package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.ResponseEvents.COMPLETED;
import static io.github.streamingchat.sse.protocol.ResponseEvents.added;
import static io.github.streamingchat.sse.protocol.ResponseEvents.arguments;
import static io.github.streamingchat.sse.protocol.ResponseEvents.decoded;
import static io.github.streamingchat.sse.protocol.ResponseEvents.done;
import static io.github.streamingchat.sse.protocol.ResponseEvents.event;
import static io.github.streamingchat.sse.protocol.ResponseEvents.incomplete;
import static io.github.streamingchat.sse.protocol.ResponseEvents.recording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent.ArgumentsAppended;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of a Responses stream: the application's own, and those of tools that the provider runs. */
class OpenAiResponsesCallsTest {
  private static final String FUNCTION =
      "'id':'fc_1','type':'function_call','call_id':'call_1','name':'weather'";
  private static final String FUNCTION_DELTA = "response.function_call_arguments.delta";
  private static final String FUNCTION_DONE = "response.function_call_arguments.done";
  private static final String CUSTOM =
      "'id':'ctc_1','type':'custom_tool_call','call_id':'call_2','name':'run_sql'";
  private static final String INPUT_DELTA = "response.custom_tool_call_input.delta";
  private static final String INPUT_DONE = "response.custom_tool_call_input.done";

  private static Part.ToolCall call(String callId, String name, String json, boolean complete) {
    return new Part.ToolCall(callId, name, ChatText.of(json), complete);
  }

  private static Part.ToolCall custom(String json) {
    return sealed("call_2", "run_sql", json, false, "custom_tool_call");
  }

  private static Part.ToolCall providers(String callId, String name, String json, String itemType) {
    return sealed(callId, name, json, true, itemType);
  }

  private static Part.ToolCall sealed(
      String callId, String name, String json, boolean providerRun, @Nullable String itemType) {
    return new Part.ToolCall(
        callId,
        name,
        ChatText.of(json),
        true,
        providerRun,
        new Part.Seal("openai-responses", itemType, null));
  }

  private static List<Part.ToolCall> calls(String... stream) {
    Decoding decoding = decoded(stream);
    assertThat(decoding.problems()).isEmpty();
    return decoding.message().parts(Part.ToolCall.class);
  }

  @Test
  void aFunctionCallIsKeyedByItsItemAndAnsweredByItsCallId() {
    Decoding decoding = decoded(recording("reasoning-and-tool"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Reasoning(
                ChatText.of("**Looking**\n\nLet me see."),
                new Part.Seal("openai-responses", "rs_1", "gAAAAABvEncrypted==")),
            new Part.Reasoning(
                ChatText.of("Oslo it is."), new Part.Seal("openai-responses", "rs_1", null)),
            call("call_1", "weather", "{\"city\":\"Oslo\"}", true));
    assertThat(decoding.all(PartPut.class)).extracting(PartPut::part).containsExactly("fc_1");
    assertThat(decoding.all(ArgumentsAppended.class)).hasSize(5);
    assertThat(decoding.finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "completed"));
  }

  @Test
  void theWholeArgumentsAreRightAndADifferenceIsReported() {
    Decoding decoding = decoded(
        added(FUNCTION),
        arguments(FUNCTION_DELTA, "fc_1", "delta", "{\\'a\\':1"),
        arguments(FUNCTION_DONE, "fc_1", "arguments", "{\\'a\\':2}"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(call("call_1", "weather", "{\"a\":2}", true));
    assertThat(decoding.problems()).containsExactly("arguments_differ");
  }

  @Test
  void theArgumentsOfSeveralCallsMayMix() {
    assertThat(calls(
            added(FUNCTION),
            added("'id':'fc_2','type':'function_call','call_id':'call_3','name':'time'"),
            arguments(FUNCTION_DELTA, "fc_1", "delta", "{\\'a\\':"),
            arguments(FUNCTION_DELTA, "fc_2", "delta", "{\\'b\\':"),
            arguments(FUNCTION_DELTA, "fc_1", "delta", "1}"),
            arguments(FUNCTION_DELTA, "fc_2", "delta", "2}"),
            COMPLETED))
        .containsExactly(
            call("call_1", "weather", "{\"a\":1}", true),
            call("call_3", "time", "{\"b\":2}", true));
  }

  @Test
  void aPrefixThatParsesIsNotTheEnd() {
    Decoding decoding =
        decoded(added(FUNCTION), arguments(FUNCTION_DELTA, "fc_1", "delta", "{\\'a\\':1}"));

    assertThat(decoding.message().parts())
        .containsExactly(call("call_1", "weather", "{\"a\":1}", false));
  }

  @Test
  void aCallThatComesOnlyAsAWholeIsOne() {
    String whole = done(FUNCTION + ",'arguments':'{}'");

    assertThat(calls(whole, COMPLETED)).containsExactly(call("call_1", "weather", "{}", true));
    assertThat(calls(arguments(FUNCTION_DELTA, "fc_1", "delta", "{"), whole, COMPLETED))
        .containsExactly(call("call_1", "weather", "{}", true));
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    assertThat(calls(added(FUNCTION), done(FUNCTION + ",'arguments':''"), COMPLETED))
        .containsExactly(call("call_1", "weather", "{}", true));
    assertThat(calls(added(FUNCTION), COMPLETED))
        .containsExactly(call("call_1", "weather", "{}", true));
  }

  @Test
  void aCallWithoutANameIsNobodys() {
    assertThat(calls(
            added("'id':'fc_1','type':'function_call','call_id':'call_1'"),
            arguments(FUNCTION_DELTA, "fc_1", "delta", "{"),
            done(FUNCTION + ",'arguments':'{}'"),
            COMPLETED))
        .containsExactly(call("call_1", "weather", "{}", true));
    assertThat(calls(done("'id':'fc_1','type':'function_call','name':' '"), COMPLETED))
        .isEmpty();
  }

  @Test
  void aCallWithoutACallIdIsAnsweredByItsItem() {
    assertThat(calls(
            done("'id':'fc_1','type':'function_call','name':'f','arguments':'{}'"), COMPLETED))
        .containsExactly(call("fc_1", "f", "{}", true));
  }

  /** Nobody may act on half of the arguments. */
  @Test
  void aCallThatTheLimitCutOffIsNotComplete() {
    Decoding decoding = decoded(
        added(FUNCTION),
        arguments(FUNCTION_DELTA, "fc_1", "delta", "{\\'a\\':"),
        done(FUNCTION + ",'status':'incomplete','arguments':'{'"),
        incomplete("max_output_tokens"));

    assertThat(decoding.message().parts())
        .containsExactly(call("call_1", "weather", "{\"a\":", false));
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.LENGTH);
  }

  @Test
  void aCustomCallHasItsFreeTextAsAnArgument() {
    assertThat(calls(
            added(CUSTOM),
            arguments(INPUT_DELTA, "ctc_1", "delta", "SELECT \\\\"),
            arguments(INPUT_DELTA, "ctc_1", "delta", "\\n\\ud83d"),
            arguments(INPUT_DELTA, "ctc_1", "delta", "\\ude00"),
            arguments(INPUT_DONE, "ctc_1", "input", "SELECT \\\\\\n\\ud83d\\ude00"),
            done(CUSTOM + ",'input':'SELECT \\\\\\n\\ud83d\\ude00'"),
            COMPLETED))
        .containsExactly(custom("{\"input\":\"SELECT \\\\\\n\uD83D\uDE00\"}"));
  }

  @Test
  void aCustomCallWhoseWholeNeverComesIsClosed() {
    assertThat(
            calls(added(CUSTOM), arguments(INPUT_DELTA, "ctc_1", "delta", "SELECT 1"), COMPLETED))
        .containsExactly(custom("{\"input\":\"SELECT 1\"}"));
    assertThat(calls(added(CUSTOM), COMPLETED)).containsExactly(custom("{}"));
  }

  @Test
  void aCustomCallIsOneThatTheApplicationAnswers() {
    assertThat(decoded(done(CUSTOM + ",'input':''"), COMPLETED).finish().kind())
        .isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(calls(done(CUSTOM + ",'input':''"), COMPLETED))
        .containsExactly(custom("{\"input\":\"\"}"));
  }

  @Test
  void callsThatTheProviderRunsAreNobodyElsesToAnswer() {
    Decoding decoding = decoded(recording("provider-tools-and-custom-tool"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.ToolCall.class))
        .containsExactly(
            providers("mcp_1", "roll", "{\"sides\":6}", "mcp_call"),
            providers(
                "ci_1",
                "code_interpreter",
                "{\"code\":\"print(\\\"4\\\")\\n\"}",
                "code_interpreter_call"),
            custom("{\"input\":\"SELECT \\\"a\\\"\\nFROM t\"}"));
    assertThat(decoding.message().parts(Part.ToolResult.class))
        .extracting(
            Part.ToolResult::callId,
            result -> ((Map<?, ?>) result.result()).get("type"),
            Part.ToolResult::error)
        .containsExactly(
            tuple("mcp_1", "mcp_call", false), tuple("ci_1", "code_interpreter_call", false));
  }

  @Test
  void aSearchIsACallWithItsActionAndItsItemIsTheResult() {
    Decoding decoding = decoded(recording("web-search"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.ToolCall.class))
        .containsExactly(providers(
            "ws_1",
            "web_search",
            "{\"type\":\"search\",\"query\":\"weather Oslo\"}",
            "web_search_call"));
    assertThat(decoding.message().parts(Part.ToolResult.class))
        .containsExactly(new Part.ToolResult(
            "ws_1",
            Map.of(
                "id",
                "ws_1",
                "type",
                "web_search_call",
                "status",
                "completed",
                "action",
                Map.of("type", "search", "query", "weather Oslo")),
            false));
    assertThat(decoding.message().text()).isEqualTo("It is 3 °C.");
    assertThat(decoding.message().parts(Part.Source.class))
        .extracting(Part.Source::title)
        .containsExactly("Oslo");
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void aFileSearchIsACallWithItsQueries() {
    assertThat(calls(
            done("'id':'fs_1','type':'file_search_call','status':'completed','queries':['a'],"
                + "'results':[{'file_id':'f'}]"),
            COMPLETED))
        .containsExactly(
            providers("fs_1", "file_search", "{\"queries\":[\"a\"]}", "file_search_call"));
  }

  @Test
  void anImageIsAFileAndNotRepeatedInTheResult() {
    Decoding decoding = decoded(
        added("'id':'ig_1','type':'image_generation_call','status':'in_progress'"),
        done("'id':'ig_1','type':'image_generation_call','status':'completed','result':'iVBO',"
            + "'output_format':'webp','revised_prompt':'a cat'"),
        COMPLETED);

    assertThat(decoding.message().parts(Part.File.class))
        .containsExactly(new Part.File("image/webp", null, null, "iVBO"));
    assertThat(decoding.message().parts(Part.ToolResult.class).get(0).result())
        .asString()
        .contains("a cat")
        .doesNotContain("iVBO");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'status':'failed'",
        "'status':'completed','error':'no such tool'",
        "'error':{'code':1}"
      })
  void aProvidersCallMayFail(String how) {
    Decoding decoding = decoded(
        done("'id':'mcp_1','type':'mcp_call','name':'roll','arguments':'{}'," + how), COMPLETED);

    assertThat(decoding.message().parts(Part.ToolResult.class))
        .extracting(Part.ToolResult::error)
        .containsExactly(true);
  }

  @Test
  void argumentsThatAreNoTextAreTakenAsTheirJson() {
    assertThat(calls(
            done("'id':'mcp_1','type':'mcp_call','name':'roll','arguments':{'sides':6}"),
            COMPLETED))
        .containsExactly(providers("mcp_1", "roll", "{\"sides\":6}", "mcp_call"));
  }

  @Test
  void halfAPairInANameOfAProvidersArgumentsBreaksNothing() {
    Decoding decoding =
        decoded(done("'id':'ws_1','type':'web_search_call','action':{'\\ud83d':1}"), COMPLETED);

    assertThat(decoding.ends()).isOne();
  }

  @Test
  void aWholeThatSaysNothingTakesNoArgumentsBack() {
    assertThat(calls(
            added(FUNCTION),
            arguments(FUNCTION_DELTA, "fc_1", "delta", "{\\\"city\\\":\\\"Oslo\\\"}"),
            arguments(FUNCTION_DONE, "fc_1", "arguments", ""),
            COMPLETED))
        .containsExactly(call("call_1", "weather", "{\"city\":\"Oslo\"}", true));
  }

  /** As servers tell them that give every item the same place. */
  @Test
  void callsAtOnePlaceAreToldApartByTheirIds() {
    String first = "'id':'fc_1','type':'function_call','call_id':'call_1','name':'one'";
    String second = "'id':'fc_2','type':'function_call','call_id':'call_2','name':'two'";

    assertThat(calls(
            atFirstPlace("response.output_item.added", "'item':{" + first + "}"),
            atFirstPlace("response.output_item.added", "'item':{" + second + "}"),
            atFirstPlace(FUNCTION_DELTA, "'item_id':'fc_1','delta':'{}'"),
            atFirstPlace(FUNCTION_DELTA, "'item_id':'fc_2','delta':'{ }'"),
            atFirstPlace(FUNCTION_DONE, "'item_id':'fc_1','arguments':'{}'"),
            atFirstPlace("response.output_item.done", "'item':{" + second + ",'arguments':'{ }'}"),
            COMPLETED))
        .containsExactly(call("call_1", "one", "{}", true), call("call_2", "two", "{ }", true));
  }

  private static String atFirstPlace(String type, String members) {
    return event(type, "'output_index':0," + members);
  }
}
