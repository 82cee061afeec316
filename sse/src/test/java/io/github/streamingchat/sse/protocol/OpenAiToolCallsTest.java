package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.STOP;
import static io.github.streamingchat.sse.Chunks.data;
import static io.github.streamingchat.sse.Chunks.finish;
import static io.github.streamingchat.sse.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent.ArgumentsAppended;
import io.github.streamingchat.transport.StreamEvent.ArgumentsCompleted;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How OpenAI and the servers that are compatible with it tell tool calls. */
class OpenAiToolCallsTest {
  private static final String CALLED = finish("tool_calls") + DONE;
  private static final Part.ToolCall OSLO = call("call_1", "weather", "{\"city\":\"Oslo\"}");
  private static final Part.ToolCall ROME = call("call_2", "weather", "{\"city\":\"Rome\"}");
  private static final String OSLO_TEXT = "{\\\"city\\\":\\\"Oslo\\\"}";
  private static final String ROME_TEXT = "{\\\"city\\\":\\\"Rome\\\"}";

  private static Part.ToolCall call(String id, String name, String arguments) {
    return new Part.ToolCall(id, name, ChatText.of(arguments), true);
  }

  /** A chunk with what is told of tool calls, each without its braces. */
  private static String tools(String... members) {
    return data(
        "{'choices':[{'index':0,'delta':{'tool_calls':[{" + String.join("},{", members) + "}]}}]}");
  }

  private static String name(String name) {
    return "'function':{'name':'" + name + "','arguments':''}";
  }

  private static String arguments(String json) {
    return "'function':{'arguments':'" + json + "'}";
  }

  private static String both(String name, String json) {
    return "'function':{'name':'" + name + "','arguments':'" + json + "'}";
  }

  /** What an answer makes of them. */
  private static List<Part.ToolCall> told(Decoding decoding) {
    return decoding.message().parts(Part.ToolCall.class);
  }

  private static List<Part.ToolCall> calls(String... frames) {
    Decoding decoding = Decoding.of(String.join("", frames) + CALLED);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.problems()).isEmpty();
    return told(decoding);
  }

  @Test
  void aCallAsOpenAiSendsIt() {
    Decoding decoding =
        Decoding.of(tools("'index':0,'id':'call_1','type':'function'," + name("weather"))
            + tools("'index':0," + arguments("{\\\"city\\\":"))
            + tools("'index':0," + arguments("\\\"Oslo\\\"}"))
            + CALLED);

    assertThat(decoding.events())
        .containsExactly(
            new PartPut(
                "", "call-0", new Part.ToolCall("call_1", "weather", ChatText.EMPTY, false)),
            new ArgumentsAppended("", "call-0", "{\"city\":"),
            new ArgumentsAppended("", "call-0", "\"Oslo\"}"),
            new Started("", "c1", null),
            new Finished("", new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_calls")),
            new ArgumentsCompleted("", "call-0"),
            new Completed(true));
    assertThat(told(decoding)).containsExactly(OSLO);
  }

  @Test
  void aCallInWhichTheModelWasBrokenOffIsNotComplete() {
    Decoding decoding = Decoding.of(
        tools("'index':0,'id':'call_1'," + both("weather", "{")) + finish("length") + DONE);

    assertThat(told(decoding)).extracting(Part.ToolCall::complete).containsExactly(false);
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void parallelCallsComeByTheirIndex() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + name("weather")),
            tools("'index':1,'id':'call_2'," + name("weather")),
            tools("'index':1," + arguments(ROME_TEXT), "'index':0," + arguments(OSLO_TEXT))))
        .containsExactly(OSLO, ROME);
  }

  /** As Ollama did: vercel/ai#14277. */
  @Test
  void aNewIdIsANewCallThoughTheIndexRepeats() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)),
            tools("'index':0,'id':'call_2'," + both("weather", ROME_TEXT))))
        .containsExactly(OSLO, ROME);
  }

  @Test
  void afterTwoCallsOnOneIndexTheIndexMeansTheLaterOne() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)),
            tools("'index':0,'id':'call_2'," + name("weather")),
            tools("'index':0," + arguments(ROME_TEXT))))
        .containsExactly(OSLO, ROME);
  }

  @Test
  void aKnownIdIsItsCallWhateverTheIndex() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + name("weather")),
            tools("'index':0,'id':'call_2'," + name("weather")),
            tools("'index':0,'id':'call_1'," + arguments(OSLO_TEXT)),
            tools("'index':7,'id':'call_2'," + arguments(ROME_TEXT))))
        .containsExactly(OSLO, ROME);
  }

  /** As Gemini's compatible endpoint does: openai-python#2806. */
  @Test
  void withoutAnIndexTheIdTellsTheCalls() {
    assertThat(calls(tools(
            "'id':'call_1'," + both("weather", OSLO_TEXT),
            "'id':'call_2'," + both("weather", ROME_TEXT))))
        .containsExactly(OSLO, ROME);
  }

  @Test
  void withNeitherIdNorIndexAPieceBelongsToTheLatestCall() {
    assertThat(calls(
            tools("'id':'call_1'," + name("weather")),
            tools(arguments("{\\\"city\\\":")),
            tools(arguments("\\\"Oslo\\\"}"))))
        .containsExactly(OSLO);
  }

  @Test
  void withNeitherIdNorIndexAnotherNameIsAnotherCall() {
    assertThat(calls(
            tools(both("weather", OSLO_TEXT)), tools(both("time", "{}")), tools(name("time"))))
        .containsExactly(
            call("call-0", "weather", "{\"city\":\"Oslo\"}"), call("call-1", "time", "{}"));
  }

  @Test
  void aCallWithoutAnIdGetsOne() {
    assertThat(calls(
            tools("'index':0," + both("weather", OSLO_TEXT)),
            tools("'index':1,'id':''," + both("weather", ROME_TEXT))))
        .containsExactly(
            call("call-0", "weather", "{\"city\":\"Oslo\"}"),
            call("call-1", "weather", "{\"city\":\"Rome\"}"));
  }

  @Test
  void anIdThatComesLateIsThatOfItsCall() {
    assertThat(calls(
            tools("'index':0," + name("weather")),
            tools("'index':0,'id':'call_1'," + arguments("{\\\"city\\\":")),
            tools("'index':0," + arguments("\\\"Oslo\\\"}"))))
        .containsExactly(OSLO);
  }

  @Test
  void aNameThatIsRepeatedIsToldOnce() {
    Decoding decoding =
        Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", "{\\\"city\\\":"))
            + tools("'index':0,'id':'call_1'," + both("weather", "\\\"Oslo\\\"}"))
            + CALLED);

    assertThat(told(decoding)).containsExactly(OSLO);
    assertThat(decoding.all(PartPut.class)).hasSize(1);
  }

  @Test
  void theNameMayComeAfterTheArguments() {
    Decoding decoding = Decoding.of(tools("'index':0,'id':'call_1'," + arguments("{\\\"city\\\":"))
        + tools("'index':0," + arguments("\\\"Os"))
        + tools("'index':0,'function':{'name':'weather'}")
        + tools("'index':0," + arguments("lo\\\"}"))
        + CALLED);

    assertThat(decoding.events().get(0))
        .isEqualTo(new PartPut(
            "", "call-0", new Part.ToolCall("call_1", "weather", ChatText.EMPTY, false)));
    assertThat(told(decoding)).containsExactly(OSLO);
  }

  @Test
  void aCallThatNeverGetsANameIsReported() {
    Decoding decoding =
        Decoding.of(tools("'index':0,'id':'call_1'," + arguments(OSLO_TEXT)) + CALLED);

    assertThat(told(decoding)).isEmpty();
    assertThat(decoding.problems()).containsExactly("tool_call_without_name");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void argumentsThatWaitForANameAreBounded() {
    String piece = tools("'index':0," + arguments("x".repeat(1000)));
    Decoding decoding = Decoding.of(piece.repeat(2000) + CALLED);

    assertThat(decoding.problems()).containsExactly("tool_call_without_name");
    assertThat(told(decoding)).isEmpty();
  }

  @Test
  void callsThatWaitForANameAreBounded() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      stream.append(tools("'id':'c" + i + "'"));
    }

    assertThat(Decoding.of(stream + CALLED).problems()).containsExactly("tool_call_without_name");
  }

  @Test
  void geminiGivesItsThoughtSignatureWithTheCall() {
    String seal = ",'extra_content':{'x':1,'google':{'y':[2],'thought_signature':'Cq8B'}}";
    Part.ToolCall sealed = new Part.ToolCall(
        "call_1", "weather", OSLO.content(), true, false, new Part.Seal("gemini", "Cq8B", null));

    assertThat(calls(tools("'id':'call_1'," + both("weather", OSLO_TEXT) + seal)))
        .containsExactly(sealed);
    assertThat(calls(
            tools("'id':'call_1'," + both("weather", OSLO_TEXT)), tools("'id':'call_1'" + seal)))
        .containsExactly(sealed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'extra_content':null",
        "'extra_content':[]",
        "'extra_content':{}",
        "'extra_content':{'google':null}",
        "'extra_content':{'google':'x','other':{'thought_signature':'no'}}",
        "'extra_content':{'google':{'thought_signature':null}}",
        "'extra_content':{'google':{'thought_signature':''}}",
      })
  void withoutASignatureThereIsNoSeal(String extra) {
    assertThat(calls(tools("'id':'call_1'," + both("weather", OSLO_TEXT) + "," + extra)))
        .containsExactly(OSLO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\n"})
  void noArgumentsAreAnEmptyObject(String none) {
    assertThat(calls(tools("'index':0,'id':'call_1'," + both("now", none))))
        .containsExactly(call("call_1", "now", "{}"));
  }

  @Test
  void argumentsThatAreMissingAreAnEmptyObject() {
    assertThat(calls(tools("'index':0,'id':'call_1','function':{'name':'now'}")))
        .containsExactly(call("call_1", "now", "{}"));
  }

  @Test
  void argumentsAsAnObjectInsteadOfItsText() {
    assertThat(calls(tools(
            "'index':0,'id':'call_1','function':{'arguments':{'city':'Oslo'},'name':'weather'}")))
        .containsExactly(OSLO);
  }

  /** vercel/ai#13137. */
  @Test
  void argumentsThatParseAreNotTheirEnd() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + both("sum", "[1]")),
            tools("'index':0," + arguments(" ")),
            tools("'index':0," + arguments(""))))
        .containsExactly(call("call_1", "sum", "[1] "));
    Decoding cut = Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)));
    assertThat(cut.end()).isEqualTo(new Truncated(null));
    assertThat(told(cut)).extracting(Part.ToolCall::complete).containsExactly(false);
  }

  /** As Gemini's compatible endpoint does. */
  @Test
  void toolCallsWithFinishReasonStopAreAFinishForToolCalls() {
    for (String end : List.of(STOP + DONE, STOP)) {
      Decoding decoding =
          Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)) + end);

      assertThat(decoding.finish())
          .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "stop"));
      assertThat(told(decoding)).containsExactly(OSLO);
    }
  }

  @Test
  void toolCallsWithoutAFinishReasonAreAFinishForToolCalls() {
    Decoding decoding =
        Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)) + DONE);

    assertThat(decoding.finish()).isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, null));
  }

  @Test
  void aToolCallBehindTheFinishReasonStopCounts() {
    Decoding decoding =
        Decoding.of(STOP + tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)) + DONE);

    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(told(decoding)).containsExactly(OSLO);
  }

  @Test
  void aFinishReasonOtherThanStopIsKeptBesideAToolCall() {
    Decoding decoding = Decoding.of(
        tools("'index':0,'id':'call_1'," + both("weather", "{")) + finish("length") + DONE);

    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.LENGTH);
  }

  @Test
  void theLegacyFunctionCallIsAToolCall() {
    List<Part.ToolCall> calls = calls(
        legacy("'name':'weather','arguments':''"),
        legacy("'arguments':'{\\\"city\\\":'"),
        legacy("'arguments':'\\\"Oslo\\\"}'"),
        data("{'choices':[{'index':0,'delta':{'function_call':null}}]}"));

    assertThat(calls).containsExactly(call("call-0", "weather", "{\"city\":\"Oslo\"}"));
  }

  private static String legacy(String members) {
    return data("{'choices':[{'index':0,'delta':{'function_call':{" + members + "}}}]}");
  }

  @Test
  void anAnswerInOnePieceHasItsToolCallsWhole() {
    Decoding decoding = Decoding.ofWholeBody(whole("'id':'call_1','type':'function',"
            + both("weather", OSLO_TEXT) + "},{'id':'call_2'," + both("weather", ROME_TEXT))
        .replace('\'', '"'));

    assertThat(told(decoding)).containsExactly(OSLO, ROME);
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.problems()).isEmpty();
  }

  private static String whole(String calls) {
    return "{'choices':[{'index':0,'message':{'role':'assistant','content':null,'tool_calls':[{"
        + calls + "}]},'finish_reason':'tool_calls'}]}";
  }

  @Test
  void aClosingChunkThatRepeatsTheToolCallsAddsNone() {
    String pieces = tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT));

    assertThat(calls(pieces, data(whole("'id':'call_1'," + both("weather", OSLO_TEXT)))))
        .containsExactly(OSLO);
    assertThat(calls(pieces, data(whole(both("weather", OSLO_TEXT))))).containsExactly(OSLO);
    assertThat(calls(pieces, data(whole("'id':'call_2'," + both("weather", ROME_TEXT)))))
        .containsExactly(OSLO, ROME);
  }

  @Test
  void aClosingChunkWithOtherArgumentsIsRightAndReported() {
    Decoding decoding = Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", "{\\\"ci"))
        + data(whole("'id':'call_1'," + both("weather", ROME_TEXT)))
        + DONE);

    assertThat(told(decoding)).containsExactly(call("call_1", "weather", "{\"city\":\"Rome\"}"));
    assertThat(decoding.problems()).containsExactly("arguments_differ");
  }

  @Test
  void textAndToolCallsOfOneMessage() {
    Decoding decoding = Decoding.of(text("Let me look.")
        + data("{'choices':[{'index':0,'delta':{'content':null,'tool_calls':[{'index':0,"
            + "'id':'call_1'," + both("weather", OSLO_TEXT) + "}]}}]}")
        + CALLED);

    assertThat(decoding.text()).isEqualTo("Let me look.");
    assertThat(told(decoding)).containsExactly(OSLO);
  }

  @Test
  void eachCandidateHasItsOwnToolCalls() {
    Decoding decoding = Decoding.of(data("{'choices':["
            + "{'index':0,'delta':{'tool_calls':[{'index':0,'id':'call_1',"
            + both("weather", OSLO_TEXT) + "}]}},"
            + "{'index':1,'delta':{'tool_calls':[{'index':0,'id':'call_2',"
            + both("weather", ROME_TEXT) + "}]}}]}")
        + DONE);

    assertThat(decoding.all(PartPut.class))
        .extracting(PartPut::message, put -> ((Part.ToolCall) put.whole()).callId())
        .containsExactly(tuple("", "call_1"), tuple("1", "call_2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tool_calls':null",
        "'tool_calls':{}",
        "'tool_calls':'x'",
        "'tool_calls':[]",
        "'tool_calls':[null,7,'x',[]]",
        "'function_call':{}",
        "'function_call':{'name':null,'arguments':null}",
      })
  void nothingOfAToolCallIsNone(@Nullable String members) {
    Decoding decoding =
        Decoding.of(data("{'choices':[{'index':0,'delta':{" + members + "}}]}") + STOP + DONE);

    assertThat(decoding.all(PartPut.class)).isEmpty();
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void argumentsOfAMegabyteInPiecesOfTenBytes() {
    StringBuilder stream =
        new StringBuilder(tools("'index':0,'id':'call_1'," + both("write", "[\\\"")));
    for (int i = 0; i < 100_000; i++) {
      stream.append(tools("'index':0," + arguments("0123456789")));
    }
    Decoding decoding = Decoding.of(stream + tools("'index':0," + arguments("\\\"]")) + CALLED);

    assertThat(decoding.all(ArgumentsAppended.class).stream()
            .mapToInt(a -> a.piece().length())
            .sum())
        .isEqualTo(1_000_004);
    assertThat(decoding.all(PartPut.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "content_filter"})
  void theCallThatWasCutOffIsNotComplete(String reason) {
    Decoding decoding = Decoding.of(tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT))
        + tools("'index':1,'id':'call_2'," + name("weather"))
        + finish(reason)
        + DONE);

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(told(decoding))
        .containsExactly(OSLO, new Part.ToolCall("call_2", "weather", ChatText.EMPTY, false));
  }

  @Test
  void theCallThatWasCutOffInAnAnswerInOnePieceIsNotComplete() {
    String body = closing("{\\\"city\\\":").replace("tool_calls'}", "length'}");

    assertThat(told(Decoding.ofWholeBody(body.replace('\'', '"'))))
        .containsExactly(new Part.ToolCall("call_1", "weather", ChatText.of("{\"city\":"), false));
  }

  @Test
  void ofWholesThatGrowTheLastCounts() {
    assertThat(told(Decoding.of(data(closing("{\\\"city\\\":")) + data(closing(OSLO_TEXT)) + DONE)))
        .containsExactly(OSLO);
  }

  @Test
  void aWholeBeforeAConnectionThatBreaksIsNoEnd() {
    Decoding decoding = Decoding.of(data(closing(OSLO_TEXT).replace("'tool_calls'}", "null}")));

    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(told(decoding)).noneMatch(Part.ToolCall::complete);
  }

  @Test
  void aClosingChunkWithoutArgumentsTakesNoneBack() {
    assertThat(calls(
            tools("'index':0,'id':'call_1'," + both("weather", OSLO_TEXT)), data(closing(""))))
        .containsExactly(OSLO);
  }

  private static String closing(String arguments) {
    return "{'choices':[{'index':0,'message':{'tool_calls':[{'id':'call_1',"
        + both("weather", arguments)
        + "}]},'finish_reason':'tool_calls'}]}";
  }
}
