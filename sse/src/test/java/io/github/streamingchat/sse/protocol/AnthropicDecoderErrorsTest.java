package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AnthropicEvents.STOP;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.decoded;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.delta;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.event;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.finish;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.start;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.stop;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.strictly;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors inside a 200, and events that break the rules of the Messages API. */
class AnthropicDecoderErrorsTest {
  private static final String HEL = start(0, "'type':'text','text':''") + text(0, "Hel");
  private static final String LO = text(0, "lo") + stop(0) + finish("end_turn") + STOP;

  @ParameterizedTest
  @CsvSource({
    "overloaded_error,      SERVER,     true",
    "api_error,             SERVER,     true",
    "timeout_error,         SERVER,     true",
    "rate_limit_error,      RATE_LIMIT, true",
    "invalid_request_error, REQUEST,    false",
    "not_found_error,       REQUEST,    false",
    "authentication_error,  AUTH,       false",
    "permission_error,      AUTH,       false",
    "billing_error,         AUTH,       false",
    "request_too_large,     PROVIDER,   false",
  })
  void anErrorInsideTheStreamTellsWhetherAnotherAttemptHelps(
      String type, Kind kind, boolean retryable) {
    String error = event("error", "'error':{'type':'" + type + "','message':'it broke'}");
    for (String before : new String[] {"", HEL}) {
      Decoding decoding = decoded(before + error + LO);

      assertThat(decoding.error().kind()).isEqualTo(kind);
      assertThat(decoding.error().retryable()).isEqualTo(retryable);
      assertThat(decoding.error().code()).isEqualTo(type);
      assertThat(decoding.error().message()).isEqualTo("The provider reported an error: it broke");
      assertThat(decoding.ends()).isOne();
    }
  }

  @Test
  void anErrorThatComesFirstLeavesNothingButTheError() {
    Decoding decoding = decoded(AnthropicEvents.recording("overloaded"));

    assertThat(decoding.events()).hasSize(1);
    assertThat(decoding.error().retryable()).isTrue();
  }

  @Test
  void anErrorAfterADeltaKeepsTheText() {
    Decoding decoding =
        decoded(HEL + event("error", "'error':{'type':'overloaded_error','message':'Overloaded'}"));

    assertThat(decoding.message().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(decoding.message().text()).isEqualTo("Hel");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      it broke                                          | it broke            |
      {'error':'it broke'}                              | it broke            |
      {'type':'error','error':{'message':'it broke','type':'x'}} | it broke    | x
      {'message':'it broke','code':'x'}                 | it broke            | x
      {'type':'error'}                                  | no reason was given |
      {}                                                | no reason was given |
      """)
  void anEventOfTypeErrorEndsTheAnswerWhateverItsData(String data, String said, String code) {
    Decoding decoding =
        decoded(HEL + "event: error\ndata: " + data.replace('\'', '"') + "\n\n" + LO);

    assertThat(decoding.error().message()).endsWith(": " + said);
    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void anErrorWithoutAnEventLineIsStillAnError() {
    String error =
        "data: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}\n\n";
    String bare = "data: {\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}\n\n";

    for (String each : new String[] {error, bare}) {
      assertThat(decoded(HEL + each + LO).error().code()).isEqualTo("api_error");
    }
  }

  @Test
  void textOfABlockThatWasNotStartedIsKeptAndReported() {
    String stream = event("message_start", "'message':{'id':'i'}")
        + text(3, "Hel")
        + text(3, "lo")
        + stop(3)
        + finish("end_turn")
        + STOP;

    assertThat(decoded(stream).text()).isEqualTo("Hello");
    assertThat(decoded(stream).message().parts(Part.Text.class)).hasSize(1);
    assertThat(decoded(stream).problems()).containsExactly("block_not_started");
    assertThat(strictly(stream).error().code()).isEqualTo("block_not_started");
    assertThat(strictly(stream).text()).isEmpty();
  }

  @Test
  void textAfterItsBlockWasStoppedIsKeptAndReported() {
    Decoding decoding =
        decoded(HEL + stop(0) + text(0, "lo") + stop(0) + finish("end_turn") + STOP);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).containsExactly("block_not_started");
  }

  @Test
  void argumentsOfNoCallArePassedOverAndReported() {
    Decoding decoding =
        decoded(delta(0, "'type':'input_json_delta','partial_json':'{}'") + HEL + LO);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.message().parts(Part.ToolCall.class)).isEmpty();
    assertThat(decoding.problems()).containsExactly("block_not_started");
  }

  @Test
  void aToolCallWithoutAnIdGetsOneAndIsReported() {
    Decoding decoding = decoded(
        start(0, "'type':'tool_use','name':'f','input':{}") + stop(0) + finish("tool_use") + STOP);

    assertThat(decoding.message().parts(Part.ToolCall.class)).singleElement().satisfies(call -> {
      assertThat(call.callId()).isEqualTo("call-0");
      assertThat(call.complete()).isTrue();
    });
    assertThat(decoding.problems()).containsExactly("incomplete_tool_call");
  }

  @Test
  void blocksThatWereNotStoppedEndWithTheMessageAndAreReported() {
    String stream = start(0, "'type':'tool_use','id':'t','name':'f','input':{}")
        + delta(0, "'type':'input_json_delta','partial_json':'{\\'a\\':1}'")
        + start(1, "'type':'thing','x':1")
        + finish("tool_use");

    for (Decoding decoding : new Decoding[] {decoded(stream + STOP), decoded(stream)}) {
      assertThat(decoding.end()).isInstanceOf(Completed.class);
      assertThat(decoding.problems()).containsExactly("block_not_stopped", "block_not_stopped");
      assertThat(decoding.message().parts(Part.ToolCall.class).get(0).complete())
          .isTrue();
      assertThat(decoding.message().parts(Part.Raw.class)).hasSize(1);
    }
    assertThat(strictly(stream + STOP).error().code()).isEqualTo("block_not_stopped");
  }

  @Test
  void aBlockMayBeginAgainBeforeItEnded() {
    Decoding decoding =
        decoded(HEL + start(0, "'type':'text','text':'lo'") + stop(0) + finish("end_turn") + STOP);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).containsExactly("block_not_stopped");
  }

  @Test
  void aPeerThatNeverStopsABlockDoesNotFillTheMemory() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      stream.append(start(i, "'type':'text','text':''"));
    }

    assertThat(decoded(stream.toString()).problems()).hasSize(300 - 256);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'type':'content_block_start'}
      {'type':'content_block_start','index':0,'content_block':null}
      {'type':'content_block_start','index':0,'content_block':[]}
      {'type':'content_block_delta','index':0,'delta':null}
      {'type':'content_block_delta','index':0,'delta':[1]}
      {'type':'content_block_delta','index':'x','delta':{'type':null,'text':null}}
      {'type':'message_start','message':null}
      {'type':'message_start','message':{'id':null,'model':null,'usage':null,'content':null}}
      {'type':'message_delta','delta':null,'usage':null}
      {'type':'message_delta','delta':{'stop_reason':null},'usage':{'output_tokens':null}}
      {'type':'message_delta','delta':{'stop_reason':''},'usage':[]}
      {'type':'ping','error':null}
      {'type':null}
      {'index':-1}
      """)
  void whatHasNothingWhereItShouldHaveSomethingChangesNothing(String json) {
    Decoding decoding = decoded(HEL + stop(0) + "data: " + json.replace('\'', '"') + "\n\n"
        + start(1, "'type':'text','text':'lo'") + stop(1) + finish("end_turn") + STOP);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aStreamOfAnotherFormatIsSaidToBeThat() {
    Decoding decoding = decoded("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n");

    assertThat(decoding.error().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(decoding.error().message())
        .contains("does not speak Anthropic Messages", "check the URL");
    Dialogue.assertReadable(decoding.error().message());
  }

  @Test
  void aWholeAnswerInOneBody() {
    String body = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
          {"type":"thinking","thinking":"Hm","signature":"s"},
          {"type":"redacted_thinking","data":"d"},
          {"type":"text","text":"Hello","citations":[{"type":"page_location","document_title":"T"}]},
          {"type":"tool_use","id":"t","name":"f","input":{"a":1.50}},
          {"type":"tool_use","id":"u","name":"g","input":{}},
          7],
         "stop_reason":"tool_use","stop_sequence":null,
         "usage":{"input_tokens":9,"output_tokens":2,"cache_read_input_tokens":1}}""";

    Decoding decoding = Decoding.ofWholeBody(AnthropicEvents.ENDPOINT, body);

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.message().parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("Reasoning", "Reasoning", "Text", "Source", "ToolCall", "ToolCall");
    assertThat(decoding.message().parts(Part.ToolCall.class))
        .extracting(call -> call.content().toString())
        .containsExactly("{\"a\":1.50}", "{}");
    assertThat(decoding.message().aliases()).containsExactly("msg_1");
    assertThat(decoding.message().usage().orElseThrow().inputTokens()).isEqualTo(10);
    assertThat(decoding.finish().raw()).isEqualTo("tool_use");
  }

  @Test
  void anErrorInOneBody() {
    Decoding decoding = Decoding.ofWholeBody(
        AnthropicEvents.ENDPOINT,
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

    assertThat(decoding.error().kind()).isEqualTo(Kind.SERVER);
    assertThat(decoding.error().retryable()).isTrue();
  }

  @Test
  void aBodyOfSomethingElseIsSaidToBeThat() {
    for (String body : new String[] {"{\"a\":1}", "<html>", "[1]", "{\"content\":\"Hi\"}"}) {
      ChatError error = Decoding.ofWholeBody(AnthropicEvents.ENDPOINT, body).error();

      assertThat(error.message()).contains("does not speak Anthropic Messages");
      Dialogue.assertReadable(error.message());
    }
  }

  @Test
  void aBodyThatWasCutIsATruncation() {
    assertThat(Decoding.ofWholeBody(AnthropicEvents.ENDPOINT, "{\"content\":[{\"type\"")
            .end())
        .isInstanceOf(Truncated.class);
  }
}
