package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.GeminiEvents.STOP;
import static io.github.streamingchat.sse.protocol.GeminiEvents.call;
import static io.github.streamingchat.sse.protocol.GeminiEvents.candidate;
import static io.github.streamingchat.sse.protocol.GeminiEvents.decoded;
import static io.github.streamingchat.sse.protocol.GeminiEvents.part;
import static io.github.streamingchat.sse.protocol.GeminiEvents.recording;
import static io.github.streamingchat.sse.protocol.GeminiEvents.seal;
import static io.github.streamingchat.sse.protocol.GeminiEvents.strictly;
import static io.github.streamingchat.sse.protocol.GeminiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent.ArgumentsAppended;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini's function calls, whole and in the pieces of Vertex AI. */
class GeminiCallsTest {
  private static List<Part.ToolCall> callsOf(Decoding decoding) {
    return decoding.message().parts(Part.ToolCall.class);
  }

  private static String streamed(Decoding decoding) {
    return decoding.all(ArgumentsAppended.class).stream()
        .map(ArgumentsAppended::piece)
        .collect(Collectors.joining());
  }

  private static String argument(String path, String value) {
    return call("'partialArgs':[{'jsonPath':'" + path + "'," + value
        + ",'willContinue':true}],'willContinue':true");
  }

  private static String begun() {
    return call("'name':'f','willContinue':true");
  }

  private static String ended() {
    return call("");
  }

  @Test
  void aCallIsCompleteInOnePart() {
    Decoding decoding = decoded(
        part("'functionCall':{'id':'f1','name':'weather','args':{'city':'Oslo','n':1.50}},"
            + "'thoughtSignature':'s1'"),
        STOP);

    assertThat(callsOf(decoding))
        .containsExactly(new Part.ToolCall(
            "f1",
            "weather",
            ChatText.of("{\"city\":\"Oslo\",\"n\":1.50}"),
            true,
            false,
            seal("s1")));
    assertThat(decoding.finish()).isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "STOP"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'id':null", ",'id':''", ",'id':'  '"})
  void aCallWithoutAnIdGetsOneThatNoOtherHas(String id) {
    Decoding decoding = decoded(
        call("'name':'a'" + id), call("'name':'b','id':'call-1'"), call("'name':'c'" + id), STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, Part.ToolCall::name)
        .containsExactly(tuple("call-0", "a"), tuple("call-1", "b"), tuple("call-2", "c"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void twoCallsOfOneIdAreTwoAndReported() {
    Decoding decoding =
        decoded(call("'name':'a','id':'x'"), call("'name':'b','id':'x','args':{}"), STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, Part.ToolCall::name)
        .containsExactly(tuple("x", "a"), tuple("call-0", "b"));
    assertThat(decoding.problems()).containsExactly("call_id_repeated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'args':null", ",'args':{}", ",'args':'none'", ",'args':[]"})
  void aCallWithoutArgumentsHasAnEmptyObject(String args) {
    assertThat(callsOf(decoded(call("'name':'now'" + args), STOP)))
        .containsExactly(new Part.ToolCall("call-0", "now", ChatText.of("{}"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'name':''", "'args':{'a':1}", "'partialArgs':[{'jsonPath':'$.a'}]"})
  void aCallWithoutANameIsPassedOverAndReported(String members) {
    Decoding decoding = decoded(call(members), STOP);

    assertThat(callsOf(decoding)).isEmpty();
    assertThat(decoding.problems()).containsExactly("tool_call_without_name");
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void aFinishThatIsAnErrorStaysOneBesideACall() {
    assertThat(decoded(call("'name':'a'"), candidate("'finishReason':'MALFORMED_FUNCTION_CALL'"))
            .finish()
            .kind())
        .isEqualTo(FinishReason.Kind.ERROR);
  }

  @Test
  void argumentsInPiecesAsVertexSendsThem() {
    Decoding decoding = decoded(recording("vertex-arguments.sse"));
    String whole =
        "{\"room\":\"living\",\"colour\":{\"hue\":30,\"warm\":true},\"steps\":[0.5,null]}";

    assertThat(callsOf(decoding))
        .containsExactly(new Part.ToolCall(
            "call-0", "light", ChatText.of(whole), true, false, seal("Cs8DAePx")));
    assertThat(streamed(decoding)).isEqualTo(whole);
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(false));
  }

  @Test
  void argumentsInPiecesAreSeenWhileTheyGrow() {
    Decoding decoding = decoded(begun(), argument("$.city", "'stringValue':'Os'"));

    assertThat(streamed(decoding)).isEqualTo("{\"city\":\"Os");
    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(callsOf(decoding)).extracting(Part.ToolCall::complete).containsExactly(false);
  }

  @Test
  void aStringInPiecesMayHoldAnyCharacter() {
    Decoding decoding = decoded(
        begun(),
        argument("$.t", "'stringValue':'\\\\n\\u0022'"),
        argument("$.t", "'stringValue':'\\ud83d'"),
        argument("$.t", "'stringValue':'\\ude00\u00e9'"),
        ended(),
        STOP);

    assertThat(callsOf(decoding).get(0).content().toString())
        .isEqualTo("{\"t\":\"\\\\n\\\"\\uD83D\\uDE00\\u00E9\"}");
  }

  @Test
  void argumentsThatGoBackAreInTheWhole() {
    Decoding decoding = decoded(
        begun(),
        argument("$.a.x", "'stringValue':'1'"),
        argument("$.b", "'numberValue':2"),
        argument("$.a.x", "'stringValue':'1'"),
        argument("$.a.y", "'boolValue':false"),
        argument("$.b", "'numberValue':3"),
        ended(),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(call -> call.content().toString())
        .containsExactly("{\"a\":{\"x\":\"11\",\"y\":false},\"b\":3}");
    assertThat(streamed(decoding)).isEqualTo("{\"a\":{\"x\":\"1\"},\"b\":2");
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$",
        "a",
        "$a",
        "$.",
        "$.a.",
        "$..a",
        "$[",
        "$[]",
        "$[x]",
        "$.a[",
        "$['a",
        "$['a'x",
        "$.o.x.y",
        "$[0]",
        "$.l[2]",
        "$.l[-1]",
        "$.l[99999999999]",
        "$.l.x",
        "$.s.x",
        "$.o"
      })
  void aPieceWithoutAPlaceIsPassedOverAndReported(String path) {
    Decoding decoding = decoded(
        begun(),
        argument("$.s", "'stringValue':'a'"),
        argument("$.l[0]", "'numberValue':1"),
        argument("$.o.x", "'numberValue':2"),
        argument(path.replace("'", "\\u0027"), "'stringValue':'lost'"),
        ended(),
        STOP);

    assertThat(callsOf(decoding).get(0).content().toString())
        .isEqualTo("{\"s\":\"a\",\"l\":[1],\"o\":{\"x\":2}}");
    assertThat(decoding.problems()).containsExactly("unreadable_argument");
  }

  @Test
  void aPathDeeperThanAnyToolNeedsIsPassedOver() {
    assertThat(decoded(begun(), argument("$" + ".a".repeat(65), "'numberValue':1"), ended(), STOP)
            .problems())
        .containsExactly("unreadable_argument");
  }

  @Test
  void namesInBracketsAreNamesToo() {
    Decoding decoding = decoded(
        begun(), call("'partialArgs':[{'jsonPath':'$[\\\"a b\\\"].c','stringValue':'d'}]"), STOP);

    assertThat(callsOf(decoding).get(0).content()).hasToString("{\"a b\":{\"c\":\"d\"}}");
  }

  @Test
  void aPieceThatOnlySaysThatItGoesOnAddsNothing() {
    Decoding decoding =
        decoded(begun(), call("'partialArgs':[{'jsonPath':'$.a','willContinue':true}]"), STOP);

    assertThat(callsOf(decoding))
        .containsExactly(new Part.ToolCall("call-0", "f", ChatText.of("{}"), true));
  }

  @Test
  void callsInPiecesMayTakeTurnsByTheirIds() {
    Decoding decoding = decoded(
        call("'id':'x','name':'f','willContinue':true"),
        call("'id':'y','name':'f','willContinue':true"),
        call("'id':'x','partialArgs':[{'jsonPath':'$.a','numberValue':1}],'willContinue':true"),
        call("'id':'y','partialArgs':[{'jsonPath':'$.a','numberValue':2}],'willContinue':true"),
        call("'id':'x'"),
        call("'id':'y'"),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, call -> call.content().toString())
        .containsExactly(tuple("x", "{\"a\":1}"), tuple("y", "{\"a\":2}"));
  }

  @Test
  void aCallWhoseLastPieceNeverCameIsWholeWithTheAnswer() {
    Decoding decoding = decoded(begun(), argument("$.a", "'stringValue':'b'"), STOP);

    assertThat(callsOf(decoding))
        .containsExactly(new Part.ToolCall("call-0", "f", ChatText.of("{\"a\":\"b\"}"), true));
  }

  @Test
  void aWholeCallBehindOneInPiecesIsAnother() {
    Decoding decoding = decoded(
        begun(),
        argument("$.a", "'numberValue':1"),
        call("'name':'g','args':{'b':2}"),
        ended(),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::name, call -> call.content().toString())
        .containsExactly(tuple("f", "{\"a\":1}"), tuple("g", "{\"b\":2}"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void argumentsBesideThoseInPiecesAreNotLost(boolean inTheFirst) {
    String args = "'args':{'a':1,'o':{'x':[1,{}],'e':[]},'t':'b','n':null},'willContinue':true";
    Decoding decoding = decoded(
        inTheFirst ? call("'name':'f'," + args) : begun() + call(args),
        argument("$.o.y", "'numberValue':2"),
        argument("$.t", "'stringValue':'c'"),
        argument("$.z", "'boolValue':true"),
        ended(),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::name, call -> call.content().toString())
        .containsExactly(tuple(
            "f",
            "{\"a\":1,\"o\":{\"x\":[1,{}],\"e\":[],\"y\":2},\"t\":\"bc\",\"n\":null,\"z\":true}"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void wholeArgumentsAreSeenWhileTheOthersGrow() {
    Decoding decoding = decoded(
        call("'name':'f','args':{'a':{'b':1}},'willContinue':true"),
        argument("$.a.c", "'stringValue':'d'"));

    assertThat(streamed(decoding)).isEqualTo("{\"a\":{\"b\":1,\"c\":\"d");
  }

  @Test
  void argumentsThatHaveNoPlaceBesideThoseInPiecesAreReported() {
    Decoding decoding = decoded(
        begun(),
        argument("$.a.b", "'numberValue':1"),
        call("'args':{'a':2,'c':3},'willContinue':true"),
        ended(),
        STOP);

    assertThat(callsOf(decoding).get(0).content()).hasToString("{\"a\":{\"b\":1},\"c\":3}");
    assertThat(decoding.problems()).containsExactly("unreadable_argument");
  }

  @Test
  void aPieceOfAnUnknownCallIsPassedOverAndReported() {
    Decoding decoding = decoded(
        call("'id':'x','name':'f','willContinue':true"),
        argument("$.a", "'numberValue':1"),
        call("'id':'y','partialArgs':[{'jsonPath':'$.a','numberValue':2}],'willContinue':true"),
        call("'id':'x'"),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, call -> call.content().toString())
        .containsExactly(tuple("x", "{\"a\":1}"));
    assertThat(decoding.problems()).containsExactly("tool_call_without_name");
  }

  @Test
  void aCallOfTheSameToolIsAnotherWhileTheFirstGrows() {
    Decoding decoding = decoded(
        begun(),
        argument("$.a", "'numberValue':1"),
        begun(),
        argument("$.a", "'numberValue':2"),
        ended(),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, call -> call.content().toString())
        .containsExactly(tuple("call-0", "{\"a\":1}"), tuple("call-1", "{\"a\":2}"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aCallWhosePiecesRepeatItsIdAndNameIsOne() {
    String named = "'id':'x','name':'f','willContinue':true,'partialArgs':";
    Decoding decoding = decoded(
        call(named + "[{'jsonPath':'$.a','numberValue':1}]"),
        call(named + "[{'jsonPath':'$.b','numberValue':2}]"),
        call("'id':'x'"),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::callId, call -> call.content().toString())
        .containsExactly(tuple("x", "{\"a\":1,\"b\":2}"));
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSecondCallOfAnIdGetsThePiecesOfItsOwn(boolean firstIsWhole) {
    Decoding decoding = decoded(
        call("'id':'x','name':'f','willContinue':true"),
        call("'id':'x','partialArgs':[{'jsonPath':'$.a','numberValue':1}],'willContinue':true"),
        firstIsWhole ? call("'id':'x'") : "",
        call("'id':'x','name':'g','willContinue':true"),
        call("'id':'x','partialArgs':[{'jsonPath':'$.a','numberValue':2}],'willContinue':true"),
        call("'id':'x'"),
        STOP);

    assertThat(callsOf(decoding))
        .extracting(Part.ToolCall::name, call -> call.content().toString())
        .containsExactly(tuple("f", "{\"a\":1}"), tuple("g", "{\"a\":2}"));
    assertThat(decoding.problems()).containsExactly("call_id_repeated");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      call_id_repeated       | 'id':'x','name':'g'
      tool_call_without_name | 'id':'y'
      tool_call_without_name | 'id':'y','args':{'a':1}
      unreadable_argument    | 'id':'x','partialArgs':[{'jsonPath':'$[0]','numberValue':1}]
      """)
  void aCallThatBreaksTheRulesFailsAnAnswerThatIsReadStrictly(String code, String members) {
    String[] events = {
      text("Hi"), call("'id':'x','name':'f','willContinue':true"), call(members), text("lost"), STOP
    };
    Decoding strict = strictly(events);

    assertThat(strict.error().kind()).isEqualTo(ChatError.Kind.PROTOCOL);
    assertThat(strict.error().code()).isEqualTo(code);
    assertThat(strict.ends()).isOne();
    assertThat(strict.text()).isEqualTo("Hi");
    assertThat(decoded(events).problems()).containsExactly(code);
    assertThat(decoded(events).end()).isEqualTo(new Completed(false));
  }
}
