package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.UiMessagesStream.DONE;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.ENDPOINT;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.STOP;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.call;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.chunk;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.decoded;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.recording;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.Metadata;
import io.github.streamingchat.transport.StreamEvent.Noticed;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.StepBegun;
import io.github.streamingchat.transport.StreamEvent.StepReset;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the UI message stream, and the disorder of its servers. */
class UiMessagesDecoderTest {
  private static ChatMessage message(String chunks) {
    Decoding decoding = decoded(chunks + STOP);
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    return decoding.message();
  }

  private static Part.Seal seal(String json) {
    return new Part.Seal("ui-messages", json.replace('\'', '"'), null);
  }

  @Test
  void anAnswerAsTheServerSendsIt() {
    assertThat(decoded(recording("plain")).events())
        .containsExactly(
            new Started("", "m1", null),
            new Metadata("", Map.of("model", "x")),
            new StepBegun(""),
            new Heartbeat(),
            new Text("", "0", "Hel"),
            new Text("", "0", "lo"),
            new Metadata("", Map.of("totalTokens", 11)),
            new UsageReported("", new Usage(null, null, 11L, null, null)),
            new Finished("", new FinishReason(FinishReason.Kind.STOP, "stop")),
            new Completed(true));
  }

  @Test
  void reasoningThenTextThenAToolCall() {
    Decoding decoding = decoded(recording("reasoning-and-tool"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Reasoning(
                ChatText.of("Let me see"),
                seal("{'providerMetadata':{'anthropic':{'signature':'EqQB'}}}")),
            new Part.Text(ChatText.of("I will look.")),
            new Part.ToolCall("call_1", "weather", ChatText.of("{\"city\":\"Oslo\"}"), true));
    assertThat(decoding.finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool-calls"));
    assertThat(decoding.message().usage()).contains(new Usage(9L, 12L, 21L, null, 7L));
  }

  @Test
  void severalStepsWithTheResultsOfToolsThatTheServerRan() {
    Decoding decoding = decoded(recording("steps"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.ToolCall("call_1", "weather", ChatText.of("{\"city\":\"Oslo\"}"), true),
            new Part.ToolResult("call_1", Map.of("t", 3), false),
            new Part.Source("s1", "https://weather.example/oslo", "Oslo today", Map.of()),
            new Part.Text(ChatText.of("Three degrees.")),
            new Part.Data("chart", "d1", Map.of("rows", 4)));
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void theServersIdIsAnAliasOfTheMessage() {
    assertThat(message(chunk("start", "'messageId':'m1'")).aliases()).containsExactly("m1");
  }

  @Test
  void anIdMayNameAnotherPartInTheNextStep() {
    ChatMessage message = message(chunk("start-step")
        + chunk("text-start", "'id':'0'")
        + chunk("text-delta", "'id':'0','delta':'a'")
        + chunk("finish-step")
        + chunk("start-step")
        + text("0", "b"));

    assertThat(message.parts(Part.Text.class)).hasSize(2);
  }

  @Test
  void anIdMayNameAnotherPartInTheSameStep() {
    assertThat(message(text("0", "a") + text("0", "b")).parts(Part.Text.class)).hasSize(2);
  }

  @Test
  void anIdIsThatOfATextAndOfAReasoningAtOnce() {
    ChatMessage message = message(text("0", "said")
        + chunk("reasoning-start", "'id':'0'")
        + chunk("reasoning-delta", "'id':'0','delta':'thought'"));

    assertThat(message.text()).isEqualTo("said");
    assertThat(message.parts(Part.Reasoning.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "reasoning"})
  void aDeltaWithoutAStartOpensThePartAndIsReported(String kind) {
    String stream = chunk(kind + "-delta", "'id':'0','delta':'a'")
        + chunk(kind + "-delta", "'id':'0','delta':'b'")
        + STOP;
    Decoding decoding = decoded(stream);

    assertThat(decoding.problems()).containsExactly("unknown_part");
    assertThat(decoding.message().parts())
        .singleElement()
        .satisfies(part -> assertThat(((Part.Growing) part).content()).hasToString("ab"));
    assertThat(Decoding.of(ENDPOINT.strict(true), stream).error().code()).isEqualTo("unknown_part");
  }

  @Test
  void aDeltaAfterTheEndOfItsPartOpensANewOne() {
    Decoding decoding =
        decoded(text("0", "a") + chunk("text-delta", "'id':'0','delta':'b'") + STOP);

    assertThat(decoding.problems()).containsExactly("unknown_part");
    assertThat(decoding.message().parts(Part.Text.class)).hasSize(2);
  }

  @Test
  void anEndWithoutAStartIsReportedOnly() {
    Decoding decoding = decoded(chunk("text-end", "'id':'0'") + STOP);

    assertThat(decoding.problems()).containsExactly("unknown_part");
    assertThat(decoding.message().parts()).isEmpty();
  }

  @Test
  void aToolsPieceWithoutAStartOpensTheCall() {
    Decoding decoding = decoded(chunk("tool-input-delta", "'toolCallId':'c','inputTextDelta':'{}'")
        + call("c", "{'a':1}")
        + STOP);

    assertThat(decoding.problems()).containsExactly("unknown_part");
    assertThat(decoding.message().parts())
        .containsExactly(new Part.ToolCall("c", "weather", ChatText.of("{\"a\":1}"), true));
  }

  @Test
  void aResultWithoutACallIsKeptAndReported() {
    Decoding decoding =
        decoded(chunk("tool-output-available", "'toolCallId':'c','output':1") + STOP);

    assertThat(decoding.problems()).containsExactly("unknown_part");
    assertThat(decoding.message().parts()).containsExactly(new Part.ToolResult("c", 1, false));
  }

  @Test
  void partsThatAreOpenAtTheEndAreClosed() {
    ChatMessage message =
        message(chunk("reasoning-start", "'id':'0','providerMetadata':{'openai':{'itemId':'rs_1'}}")
            + chunk("tool-input-start", "'toolCallId':'c','toolName':'f'")
            + chunk("tool-input-delta", "'toolCallId':'c','inputTextDelta':'{}'"));

    assertThat(message.parts(Part.ToolCall.class))
        .containsExactly(new Part.ToolCall("c", "f", ChatText.of("{}"), true));
    assertThat(message.parts(Part.Reasoning.class))
        .containsExactly(new Part.Reasoning(
            ChatText.EMPTY, seal("{'providerMetadata':{'openai':{'itemId':'rs_1'}}}")));
  }

  @Test
  void aToolCallOfATruncatedAnswerIsNotComplete() {
    Decoding decoding = decoded(chunk("tool-input-start", "'toolCallId':'c','toolName':'f'")
        + chunk("tool-input-delta", "'toolCallId':'c','inputTextDelta':'{}'"));

    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(decoding.message().parts(Part.ToolCall.class).get(0).complete()).isFalse();
  }

  @Test
  void aTextThatWasStartedAndSaidNothingIsNoPart() {
    assertThat(message(chunk("text-start", "'id':'0','providerMetadata':{'a':{}}")
                + chunk("text-end", "'id':'0'"))
            .parts())
        .isEmpty();
  }

  @Test
  void theLastWordOfTheProviderOnATextIsKeptWithIt() {
    ChatMessage message = message(chunk("text-start", "'id':'0','providerMetadata':{'p':1}")
        + chunk("text-delta", "'id':'0','delta':'a','providerMetadata':{'p':2}")
        + chunk("text-delta", "'id':'0','delta':'b'")
        + chunk("text-end", "'id':'0'"));

    assertThat(message.parts(Part.Text.class).get(0).seal())
        .isEqualTo(seal("{'providerMetadata':{'p':2}}"));
  }

  @Test
  void whatTheServerTellsOfACallIsKeptWithIt() {
    ChatMessage message = message(chunk(
        "tool-input-available",
        "'toolCallId':'c','toolName':'f','dynamic':true,'title':'F','input':{},"
            + "'providerMetadata':{'google':{'thoughtSignature':'s'}}"));

    assertThat(message.parts(Part.ToolCall.class).get(0).seal())
        .isEqualTo(seal("{'dynamic':true,'title':'F',"
            + "'callProviderMetadata':{'google':{'thoughtSignature':'s'}}}"));
  }

  @Test
  void aToolThatTheProviderExecutesIsItsOwn() {
    ChatMessage message = message(chunk(
        "tool-input-available",
        "'toolCallId':'c','toolName':'web_search','input':{},'providerExecuted':true"));

    assertThat(message.parts(Part.ToolCall.class).get(0).providerRun()).isTrue();
    assertThat(message.finishReason().orElseThrow().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void anIdMayNameAnotherCallInTheNextStep() {
    ChatMessage message = message(chunk("start-step")
        + call("call_0", "{'a':1}")
        + chunk("tool-output-available", "'toolCallId':'call_0','output':1")
        + chunk("finish-step")
        + chunk("start-step")
        + call("call_0", "{'a':2}")
        + chunk("tool-output-available", "'toolCallId':'call_0','output':2"));

    assertThat(message.parts(Part.ToolCall.class))
        .extracting(call -> call.content().toString())
        .containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(message.parts(Part.ToolResult.class))
        .extracting(Part.ToolResult::result)
        .containsExactly(1L, 2L);
  }

  @Test
  void aCallWithoutAnIdGetsOne() {
    ChatMessage message = message(chunk("tool-input-available", "'toolName':'f','input':null"));

    assertThat(message.parts())
        .containsExactly(new Part.ToolCall("call-0", "f", ChatText.of("{}"), true));
  }

  @ParameterizedTest
  @CsvSource({
    "tool-output-error, no network",
    "tool-output-denied, The tool call was denied.",
  })
  void aToolThatFailedOrWasDeniedHasAnErrorForAResult(String type, String words) {
    ChatMessage message =
        message(call("c", "{}") + chunk(type, "'toolCallId':'c','errorText':'no network'"));

    assertThat(message.parts(Part.ToolResult.class))
        .containsExactly(new Part.ToolResult("c", words, true));
  }

  @Test
  void anInputThatTheToolDoesNotTakeIsAnErrorAndIsKeptAsTheModelWroteIt() {
    ChatMessage message = message(chunk("tool-input-start", "'toolCallId':'c','toolName':'f'")
        + chunk(
            "tool-input-error",
            "'toolCallId':'c','toolName':'f','input':'{oops','errorText':'no JSON'"));

    assertThat(message.parts())
        .containsExactly(
            new Part.ToolCall("c", "f", ChatText.of("{oops"), true),
            new Part.ToolResult("c", "no JSON", true));
  }

  @Test
  void aWishForApprovalIsData() {
    ChatMessage message = message(
        call("c", "{}") + chunk("tool-approval-request", "'approvalId':'a1','toolCallId':'c'"));

    assertThat(message.parts(Part.Data.class))
        .containsExactly(new Part.Data(
            "tool-approval-request", "a1", Map.of("toolCallId", "c", "approvalId", "a1")));
    assertThat(message.finishReason().orElseThrow().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void filesAndDocuments() {
    ChatMessage message =
        message(chunk("file", "'mediaType':'image/png','url':'https://host.example/a.png'")
            + chunk("file", "'mediaType':'image/png','url':'data:image/png;base64,AAAA'")
            + chunk(
                "source-document",
                "'sourceId':'s','mediaType':'application/pdf','title':'T','filename':'t.pdf'"));

    assertThat(message.parts())
        .containsExactly(
            new Part.File("image/png", null, "https://host.example/a.png", null),
            new Part.File("image/png", null, null, "AAAA"),
            new Part.Source(
                "s", null, "T", Map.of("mediaType", "application/pdf", "filename", "t.pdf")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "reasoning-file"})
  void whatBelongsToTheProviderIsKeptAsItCame(String type) {
    assertThat(message(chunk(type, "'kind':'openai.compaction'")).parts())
        .containsExactly(new Part.Raw(type, Map.of("type", type, "kind", "openai.compaction")));
  }

  @Test
  void dataOfTheSameTypeAndIdTakesThePlaceOfWhatWasThere() {
    ChatMessage message = message(chunk("data-a", "'id':'1','data':1")
        + chunk("data-b", "'id':'1','data':2")
        + chunk("data-a", "'id':'1','data':3")
        + chunk("data-a", "'data':4")
        + chunk("data-a", "'data':5"));

    assertThat(message.parts(Part.Data.class))
        .extracting(Part.Data::value)
        .containsExactly(3L, 2L, 4L, 5L);
  }

  @Test
  void transientDataIsToldAndNotStored() {
    Decoding decoding = decoded(chunk("data-a", "'id':'1','data':1,'transient':true") + STOP);

    assertThat(decoding.all(Noticed.class))
        .containsExactly(new Noticed("", new Part.Data("a", "1", 1)));
    assertThat(decoding.message().parts()).isEmpty();
  }

  @Test
  void metadataIsMergedToItsDepthAndListsAreReplaced() {
    Decoding decoding =
        decoded(chunk("start", "'messageMetadata':{'a':{'b':1,'c':{'d':1}},'l':[1,2],'same':true}")
            + chunk("message-metadata", "'messageMetadata':{'a':{'c':{'e':2}},'l':[3],'same':true}")
            + STOP);

    assertThat(decoding.all(Metadata.class).get(1).members()).containsOnlyKeys("a", "l");
    assertThat(decoding.message().metadata())
        .isEqualTo(Map.of(
            "a", Map.of("b", 1L, "c", Map.of("d", 1L, "e", 2L)), "l", List.of(3L), "same", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputTokens':9,'outputTokens':2,'totalTokens':11,'cachedInputTokens':4,'reasoningTokens':1}",
        "{'usage':{'inputTokens':9,'outputTokens':2,'totalTokens':11,"
            + "'inputTokenDetails':{'cacheReadTokens':4},'outputTokenDetails':{'reasoningTokens':1}}}",
        "{'usage':{'inputTokens':1},'totalUsage':{'inputTokens':{'total':9,'cacheRead':4},"
            + "'outputTokens':{'total':2,'reasoning':1},'totalTokens':11}}",
        "{'usage':{'prompt_tokens':9,'completion_tokens':2,'total_tokens':11,"
            + "'prompt_tokens_details':{'cached_tokens':4},"
            + "'completion_tokens_details':{'reasoning_tokens':1}}}",
      })
  void usageIsReadOutOfTheMetadata(String metadata) {
    assertThat(
            message(chunk("message-metadata", "'messageMetadata':" + metadata)).usage())
        .contains(new Usage(9L, 2L, 11L, 4L, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "length, LENGTH",
    "content-filter, CONTENT_FILTER",
    "tool-calls, TOOL_CALLS",
    "error, ERROR",
    "other, OTHER",
    "unknown, UNKNOWN",
    "new-word, OTHER",
  })
  void finishReasons(String word, FinishReason.Kind kind) {
    assertThat(decoded(chunk("finish", "'finishReason':'" + word + "'") + DONE).finish())
        .isEqualTo(new FinishReason(kind, word));
  }

  @Test
  void aFinishWithoutAReasonIsOneAllTheSame() {
    Decoding decoding = decoded(text("0", "Hi") + chunk("finish") + DONE);

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.finish()).isEqualTo(FinishReason.UNKNOWN);
  }

  @Test
  void resetStepTakesBackWhatCameSinceTheStepBegan() {
    Decoding decoding = decoded(chunk("start-step")
        + call("kept", "{}")
        + chunk("tool-output-available", "'toolCallId':'kept','output':1")
        + chunk("finish-step")
        + chunk("start-step")
        + call("c", "{'a':1}")
        + chunk("tool-input-start", "'toolCallId':'open','toolName':'f'")
        + chunk("reset-step")
        + text("0", "again")
        + STOP);

    assertThat(decoding.all(StepReset.class)).hasSize(1);
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("ToolCall", "ToolResult", "Text");
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @ParameterizedTest
  @CsvSource({
    "'', The server cancelled the answer",
    "'''reason'':''too slow''', The server cancelled the answer: too slow",
  })
  void anAbortIsNoNormalEnd(String reason, String words) {
    Decoding decoding = decoded(text("0", "Hel") + chunk("abort", reason) + chunk("finish") + DONE);
    ChatError error = decoding.error();

    assertThat(error.kind()).isEqualTo(ChatError.Kind.PROVIDER);
    assertThat(error.code()).isEqualTo("aborted");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).isEqualTo(words);
    assertThat(decoding.message().text()).isEqualTo("Hel");
    assertThat(decoding.message().status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void anErrorFailsTheAnswerAndKeepsTheText() {
    Decoding decoding =
        decoded(text("0", "Hel") + chunk("error", "'errorText':'out of words'") + STOP);

    assertThat(decoding.error().message()).endsWith(": out of words");
    assertThat(decoding.message().text()).isEqualTo("Hel");
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void theEndMarkWithoutAFinishIsATruncation() {
    assertThat(decoded(text("0", "Hel") + DONE).end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theEndOfTheConnectionWithoutAFinishIsATruncation() {
    assertThat(decoded(text("0", "Hel")).end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theEndOfTheConnectionAfterAFinishIsTheEnd() {
    assertThat(decoded(text("0", "Hi") + chunk("finish")).end()).isEqualTo(new Completed(false));
  }

  @Test
  void aChunkOfANewTypeIsKept() {
    assertThat(message(chunk("news", "'id':'1','a':[1]")).parts())
        .containsExactly(new Part.Raw("news", Map.of("type", "news", "id", "1", "a", List.of(1))));
  }

  @Test
  void aPeerThatEndsNoPartDoesNotFillTheMemory() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      stream.append(chunk("text-start", "'id':'" + i + "'"));
    }

    assertThat(decoded(stream + STOP).problems()).containsExactly("too_many_parts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"no chat\"}|no chat",
        "{\"errorText\":\"no chat\"}|no chat",
        "{\"error\":{\"message\":\"no chat\"}}|no chat",
        "{\"id\":\"m\"}|its JSON is no stream of chunks; check the URL.",
      })
  void oneBodyIsAnErrorIfAnything(String body, String words) {
    assertThat(Decoding.ofWholeBody(ENDPOINT, body).error().message()).endsWith(": " + words);
  }

  @Test
  void aCountBelowZeroIsNone() {
    String usage = chunk("message-metadata", "'messageMetadata':{'inputTokens':-5}");

    assertThat(decoded(usage + STOP).all(UsageReported.class)).isEmpty();
  }
}
