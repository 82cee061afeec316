package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AnthropicEvents.STOP;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.delta;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.event;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.finish;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.start;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.stop;
import static io.github.streamingchat.sse.protocol.AnthropicEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.Reasoning;
import io.github.streamingchat.transport.StreamEvent.ReasoningSealed;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Anthropic's Messages API for a stream. */
class AnthropicDecoderTest {
  private static Decoding decoded(String stream) {
    return AnthropicEvents.decoded(stream);
  }

  private static ChatMessage message(String blocks) {
    Decoding decoding = decoded(blocks + finish("end_turn") + STOP);
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    return decoding.message();
  }

  private static Part.Seal seal(String signature, String encrypted) {
    return new Part.Seal("anthropic", signature, encrypted);
  }

  @Test
  void anAnswerAsTheProviderSendsIt() {
    Decoding decoding = decoded(AnthropicEvents.recording("plain"));

    assertThat(decoding.events())
        .containsExactly(
            new Started("", "msg_01", "claude-x"),
            new UsageReported("", new Usage(25L, 1L, null, 0L, null)),
            new Heartbeat(),
            new Text("", "0", "Hel"),
            new Text("", "0", "lo"),
            new UsageReported("", new Usage(25L, 12L, null, 0L, null)),
            new Finished("", new FinishReason(FinishReason.Kind.STOP, "end_turn")),
            new Completed(true));
  }

  @Test
  void thinkingThenTextThenAToolCall() {
    Decoding decoding = decoded(AnthropicEvents.recording("thinking-and-tool"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Reasoning(ChatText.of("Let me see."), seal("EqQBCkYIARgC", null)),
            new Part.Text(ChatText.of("I will look.")),
            new Part.ToolCall(
                "toolu_1", "weather", ChatText.of("{\"city\": \"Oslo\"}"), true, false, null));
    assertThat(decoding.finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_use"));
    assertThat(decoding.message().usage().orElseThrow().outputTokens()).isEqualTo(42);
  }

  @Test
  void whatToolsOfTheProviderDoIsKeptWithItsSources() {
    Decoding decoding = decoded(AnthropicEvents.recording("web-search"));
    List<Part> parts = decoding.message().parts();

    assertThat(decoding.problems()).isEmpty();
    assertThat(parts)
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("Text", "ToolCall", "ToolResult", "Text", "Source");
    Part.ToolCall call = (Part.ToolCall) parts.get(1);
    assertThat(call.providerRun()).isTrue();
    assertThat(call.complete()).isTrue();
    assertThat(call.content()).hasToString("{\"query\": \"weather oslo\"}");
    Part.ToolResult result = (Part.ToolResult) parts.get(2);
    assertThat(result.callId()).isEqualTo(call.callId());
    assertThat(result.error()).isFalse();
    assertThat((Map<?, ?>) result.result())
        .extracting("type", "tool_use_id")
        .containsExactly("web_search_tool_result", "srvtoolu_1");
    Part.Source source = (Part.Source) parts.get(4);
    assertThat(source.url()).isEqualTo("https://weather.example/oslo");
    assertThat(source.title()).isEqualTo("Oslo today");
    assertThat(source.details())
        .containsEntry("type", "web_search_result_location")
        .containsEntry("cited_text", "3 degrees and rain");
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void everyBlockIsKeyedByItsIndexAlsoWhenTheirPiecesMix() {
    ChatMessage message = message(start(0, "'type':'text','text':''")
        + start(1, "'type':'text','text':''")
        + text(0, "a")
        + text(1, "x")
        + text(0, "b")
        + text(1, "y")
        + stop(1)
        + stop(0));

    assertThat(message.parts(Part.Text.class))
        .extracting(part -> part.content().toString())
        .containsExactly("ab", "xy");
  }

  @Test
  void blocksThatAllHaveTheSameIndexAreStillBlocksOfTheirOwn() {
    ChatMessage message = message(start(0, "'type':'text','text':''")
        + text(0, "a")
        + stop(0)
        + start(0, "'type':'text','text':''")
        + text(0, "b")
        + stop(0));

    assertThat(message.parts(Part.Text.class)).hasSize(2);
    assertThat(message.text()).isEqualTo("ab");
  }

  @Test
  void textMayAlreadyBeInTheStartOfItsBlock() {
    assertThat(message(start(0, "'type':'text','text':'Hel'") + text(0, "lo") + stop(0))
            .text())
        .isEqualTo("Hello");
  }

  @Test
  void thinkingMayAlreadyBeInTheStartOfItsBlock() {
    ChatMessage message = message(start(0, "'type':'thinking','thinking':'Let','signature':'s1'")
        + delta(0, "'type':'thinking_delta','thinking':' me'")
        + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.Reasoning(ChatText.of("Let me"), seal("s1", null)));
  }

  @Test
  void aLaterSignatureTakesThePlaceOfAnEarlierOne() {
    Decoding decoding = decoded(start(0, "'type':'thinking','thinking':'','signature':'a'")
        + delta(0, "'type':'signature_delta','signature':'b'")
        + delta(0, "'type':'signature_delta','signature':'c'")
        + delta(0, "'type':'signature_delta','signature':''")
        + stop(0)
        + STOP);

    assertThat(decoding.message().parts(Part.Reasoning.class).get(0).seal())
        .isEqualTo(seal("c", null));
  }

  @Test
  void thinkingThatIsNotShownKeepsItsSignature() {
    ChatMessage message = message(start(0, "'type':'thinking','thinking':'','signature':''")
        + delta(0, "'type':'signature_delta','signature':'s'")
        + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.Reasoning(ChatText.EMPTY, seal("s", null)));
  }

  @Test
  void anEmptyDeltaSaysNothing() {
    Decoding decoding = decoded(start(0, "'type':'thinking','thinking':'','signature':''")
        + delta(0, "'type':'thinking_delta','thinking':''")
        + delta(0, "'type':'signature_delta','signature':''")
        + stop(0)
        + start(1, "'type':'text','text':''")
        + text(1, "")
        + delta(1, "'type':'text_delta','text':null")
        + stop(1)
        + STOP);

    assertThat(decoding.all(Text.class)).isEmpty();
    assertThat(decoding.all(Reasoning.class)).isEmpty();
    assertThat(decoding.all(ReasoningSealed.class)).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void redactedThinkingIsKeptAsItCame() {
    ChatMessage message =
        message(start(0, "'type':'redacted_thinking','data':'EmwKAhgB'") + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.Reasoning(ChatText.EMPTY, seal(null, "EmwKAhgB")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "'type':'input_json_delta','partial_json':''", "'type':'input_json_delta'"})
  void aToolCallWithoutArgumentsHasAnEmptyObject(String delta) {
    ChatMessage message = message(start(0, "'type':'tool_use','id':'t','name':'now','input':{}")
        + (delta.isEmpty() ? "" : delta(0, delta))
        + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.ToolCall("t", "now", ChatText.of("{}"), true));
  }

  @Test
  void argumentsAreCompleteOnlyWhenTheirBlockIs() {
    String begin = start(0, "'type':'tool_use','id':'t','name':'f','input':{}")
        + delta(0, "'type':'input_json_delta','partial_json':'{}'");

    assertThat(decoded(begin).message().parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::complete)
        .containsExactly(false);
    assertThat(decoded(begin + stop(0)).message().parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::complete)
        .containsExactly(true);
  }

  @Test
  void compatibleServersMayTellTheArgumentsWithTheStart() {
    ChatMessage message =
        message(start(0, "'type':'tool_use','id':'t','name':'f','input':{'a':[1,null]}") + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.ToolCall("t", "f", ChatText.of("{\"a\":[1,null]}"), true));
  }

  @Test
  void argumentsInPiecesTakeThePlaceOfThoseInTheStart() {
    ChatMessage message = message(start(0, "'type':'tool_use','id':'t','name':'f','input':{'a':1}")
        + delta(0, "'type':'input_json_delta','partial_json':'{\\'b\\':2}'")
        + stop(0));

    assertThat(message.parts(Part.ToolCall.class).get(0).content()).hasToString("{\"b\":2}");
  }

  @Test
  void twoToolCallsKeepTheirArgumentsApart() {
    ChatMessage message = message(start(0, "'type':'tool_use','id':'a','name':'f','input':{}")
        + start(1, "'type':'tool_use','id':'b','name':'f','input':{}")
        + delta(1, "'type':'input_json_delta','partial_json':'{\\'n\\':2}'")
        + delta(0, "'type':'input_json_delta','partial_json':'{\\'n\\':1}'")
        + stop(0)
        + stop(1));

    assertThat(message.parts(Part.ToolCall.class))
        .extracting(call -> call.callId() + call.content())
        .containsExactly("a{\"n\":1}", "b{\"n\":2}");
  }

  @Test
  void anMcpToolIsTheProvidersOwnAndKeepsItsServer() {
    ChatMessage message = message(
        start(0, "'type':'mcp_tool_use','id':'m','name':'f','server_name':'maps','input':{}")
            + stop(0)
            + start(1, "'type':'mcp_tool_result','tool_use_id':'m','is_error':true,'content':[]")
            + stop(1));

    Part.ToolCall call = message.parts(Part.ToolCall.class).get(0);
    assertThat(call.providerRun()).isTrue();
    assertThat(call.seal())
        .isEqualTo(seal(null, "{\"type\":\"mcp_tool_use\",\"server_name\":\"maps\"}"));
    assertThat(message.parts(Part.ToolResult.class))
        .extracting(Part.ToolResult::error)
        .containsExactly(true);
    assertThat(message.finishReason().orElseThrow().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void aToolOfTheProviderMayFail() {
    ChatMessage message = message(start(
            0,
            "'type':'web_search_tool_result','tool_use_id':'s','content':{"
                + "'type':'web_search_tool_result_error','error_code':'max_uses_exceeded'}")
        + stop(0));

    assertThat(message.parts(Part.ToolResult.class))
        .extracting(Part.ToolResult::error)
        .containsExactly(true);
  }

  @Test
  void aCitationIsASource() {
    ChatMessage message = message(start(0, "'type':'text','text':'It rains','citations':[]")
        + delta(
            0,
            "'type':'citations_delta','citation':{'type':'char_location','cited_text':'rain',"
                + "'document_index':0,'document_title':'Diary','start_char_index':0,"
                + "'end_char_index':4}")
        + text(0, ".")
        + stop(0));

    assertThat(message.text()).isEqualTo("It rains.");
    assertThat(message.parts(Part.Source.class)).singleElement().satisfies(source -> {
      assertThat(source.title()).isEqualTo("Diary");
      assertThat(source.url()).isNull();
      assertThat(source.details()).containsEntry("start_char_index", 0L);
    });
  }

  @Test
  void usageIsOfTotalsAndAFieldThatIsAbsentKeepsWhatTheStartTold() {
    Decoding decoding = decoded(event(
            "message_start",
            "'message':{'id':'i','usage':{'input_tokens':10,'output_tokens':1,"
                + "'cache_read_input_tokens':100,'cache_creation_input_tokens':1000}}")
        + event("message_delta", "'delta':{},'usage':{'output_tokens':5}")
        + event(
            "message_delta",
            "'delta':{'stop_reason':'end_turn'},'usage':{'input_tokens':20,'output_tokens':7,"
                + "'cache_read_input_tokens':null,"
                + "'output_tokens_details':{'thinking_tokens':3}}")
        + STOP);

    assertThat(decoding.all(UsageReported.class))
        .extracting(UsageReported::usage)
        .containsExactly(
            new Usage(1110L, 1L, null, 100L, null),
            new Usage(1110L, 5L, null, 100L, null),
            new Usage(1120L, 7L, null, 100L, 3L));
    assertThat(decoding.metadata()).containsEntry("cache_creation_input_tokens", 1000L);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "tool_use, TOOL_CALLS",
    "refusal, CONTENT_FILTER",
    "pause_turn, OTHER",
    "something_new, OTHER",
  })
  void theStopReason(String word, FinishReason.Kind kind) {
    assertThat(decoded(finish(word) + STOP).finish()).isEqualTo(new FinishReason(kind, word));
  }

  @Test
  void theLastStopReasonThatIsNotMissingCounts() {
    Decoding decoding = decoded(finish("max_tokens")
        + finish("end_turn")
        + event("message_delta", "'delta':{'stop_reason':null},'usage':{'output_tokens':5}")
        + STOP);

    assertThat(decoding.finish().raw()).isEqualTo("end_turn");
  }

  @Test
  void whyTheAnswerStoppedIsKeptInFull() {
    Decoding decoding = decoded(event(
            "message_delta",
            "'delta':{'stop_reason':'stop_sequence','stop_sequence':'END','container':{'id':'c'}}")
        + STOP);

    assertThat(decoding.metadata())
        .containsEntry("stop_sequence", "END")
        .containsEntry("container", Map.of("id", "c"));
  }

  @Test
  void aPingIsASignOfLifeAnywhere() {
    String ping = event("ping", "");
    Decoding decoding = decoded(ping
        + start(0, "'type':'text','text':''")
        + ping
        + text(0, "Hi")
        + ping
        + stop(0)
        + ping
        + finish("end_turn")
        + ping
        + STOP);

    assertThat(decoding.all(Heartbeat.class)).hasSize(5);
    assertThat(decoding.text()).isEqualTo("Hi");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theEndOfTheConnectionCompletesAnAnswerThatToldItsStopReason() {
    Decoding decoding =
        decoded(start(0, "'type':'text','text':''") + text(0, "Hi") + stop(0) + finish("end_turn"));

    assertThat(decoding.end()).isEqualTo(new Completed(false));
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void theEndOfTheConnectionBeforeAStopReasonIsATruncation() {
    Decoding decoding = decoded(event("message_start", "'message':{'id':'i','stop_reason':null}")
        + start(0, "'type':'text','text':''")
        + text(0, "Hi")
        + stop(0)
        + event("message_delta", "'delta':{'stop_reason':null},'usage':{'output_tokens':5}"));

    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(decoding.text()).isEqualTo("Hi");
  }

  @Test
  void anAnswerThatEndsWithoutAStopReasonIsWholeForAReasonUnknown() {
    Decoding decoding = decoded(STOP);

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.finish()).isEqualTo(FinishReason.UNKNOWN);
  }

  @Test
  void theTypeMayBeInOneOfItsTwoPlacesOnly() {
    String full = AnthropicEvents.recording("thinking-and-tool");
    Decoding whole = decoded(full);

    assertThat(decoded(full.replaceAll("(?m)^event: .*\n", "")).events()).isEqualTo(whole.events());
    assertThat(decoded(full.replaceAll("(?m)^data: \\{\"type\":\"[a-z_]+\",?", "data: {"))
            .events())
        .isEqualTo(whole.events());
  }

  @Test
  void unknownEventsAndDeltasAreKeptAsTheyCame() {
    Decoding decoding = decoded(event("news", "'news':[1]")
        + start(0, "'type':'text','text':''")
        + delta(0, "'type':'colour_delta','colour':'red'")
        + text(0, "Hi")
        + stop(0)
        + finish("end_turn")
        + STOP);

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.Raw.class))
        .containsExactly(
            new Part.Raw("news", Map.of("type", "news", "news", List.of(1))),
            new Part.Raw("colour_delta", Map.of("type", "colour_delta", "colour", "red")));
    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void anUnknownBlockThatCameWholeIsKeptToBeSentBack() {
    ChatMessage message = message(start(0, "'type':'container_upload','file_id':'f1'") + stop(0));

    assertThat(message.parts())
        .containsExactly(new Part.Raw(
            "anthropic.container_upload", Map.of("type", "container_upload", "file_id", "f1")));
  }

  @Test
  void anUnknownBlockThatGrewIsKeptToBeLookedAtOnly() {
    ChatMessage message = message(start(0, "'type':'summary','content':''")
        + delta(0, "'type':'summary_delta','content':'x'")
        + stop(0));

    assertThat(message.parts(Part.Raw.class))
        .extracting(Part.Raw::type)
        .containsExactly("summary_delta", "summary");
  }

  @Test
  void nothingOfItReachesTheTextOfAnotherMessage() {
    Decoding decoding = decoded(AnthropicEvents.recording("web-search"));

    assertThat(decoding.events())
        .filteredOn(event -> event instanceof Text)
        .extracting(event -> ((Text) event).message())
        .containsOnly(StreamEvent.PRIMARY);
    assertThat(decoding.messages()).hasSize(1);
  }
}
