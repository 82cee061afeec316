package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.GeminiEvents.ENDPOINT;
import static io.github.streamingchat.sse.protocol.GeminiEvents.STOP;
import static io.github.streamingchat.sse.protocol.GeminiEvents.candidate;
import static io.github.streamingchat.sse.protocol.GeminiEvents.data;
import static io.github.streamingchat.sse.protocol.GeminiEvents.decoded;
import static io.github.streamingchat.sse.protocol.GeminiEvents.finish;
import static io.github.streamingchat.sse.protocol.GeminiEvents.part;
import static io.github.streamingchat.sse.protocol.GeminiEvents.recording;
import static io.github.streamingchat.sse.protocol.GeminiEvents.text;
import static io.github.streamingchat.sse.protocol.GeminiEvents.thought;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Gemini stream becomes an answer: its texts, its end, its cost and its errors. */
class GeminiDecoderTest {
  private static final FinishReason STOPPED = new FinishReason(FinishReason.Kind.STOP, "STOP");

  @Test
  void aPlainAnswerAsGoogleSendsIt() {
    Decoding decoding = decoded(recording("plain.sse"));

    assertThat(decoding.events())
        .containsExactly(
            new Started("", "qF0gafHTKr2", "gemini-x-flash"),
            new Text("", "part-0", "The fjord is "),
            new UsageReported("", new Usage(8L, 4L, 12L, null, null)),
            new Text("", "part-0", "bl\u00e5er \uD83C\uDF0A than"),
            new UsageReported("", new Usage(8L, 9L, 17L, null, null)),
            new Text("", "part-0", " the sky."),
            new Finished("", STOPPED),
            new UsageReported("", new Usage(8L, 12L, 20L, null, null)),
            new Completed(false));
  }

  @Test
  void aThoughtIsReasoningAndNotText() {
    ChatMessage message = decoded(thought("Let me"), thought(" see"), text("Hel"), text("lo"), STOP)
        .message();

    assertThat(message.text()).isEqualTo("Hello");
    assertThat(message.parts(Part.Reasoning.class))
        .extracting(part -> part.content().toString())
        .containsExactly("Let me see");
    assertThat(message.parts()).hasSize(2);
  }

  @Test
  void thoughtsBetweenTextsKeepTheirPlace() {
    ChatMessage message =
        decoded(text("A"), thought("hm"), text("B"), thought("ha"), STOP).message();

    assertThat(message.parts())
        .extracting(part -> ((Part.Growing) part).content().toString())
        .containsExactly("A", "hm", "B", "ha");
  }

  @Test
  void severalPartsOfOneEventAreTakenInOrder() {
    Decoding decoding = decoded(
        candidate("'content':{'parts':[{'text':'a','thought':true},{'text':'b'},{'text':'c'}]}"),
        STOP);

    assertThat(decoding.message().parts()).hasSize(2);
    assertThat(decoding.text()).isEqualTo("bc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'candidates':[]}",
        "{'candidates':null}",
        "{'candidates':{}}",
        "{'candidates':[null,7,'x',[1]]}",
        "{'candidates':[{}]}",
        "{'candidates':[{'content':null,'finishReason':null,'index':null}]}",
        "{'candidates':[{'content':{'role':'model'}}]}",
        "{'candidates':[{'content':{'parts':null}}]}",
        "{'candidates':[{'content':{'parts':[null,{},{'text':null},{'text':''},{'thought':true}]}}]}",
        "{'candidates':[{'content':{'parts':[{'functionCall':null,'inlineData':null}]}}]}",
        "{'candidates':[{'safetyRatings':[{'category':'X','probability':'LOW'}],'avgLogprobs':-1}]}",
        "{'candidates':[{'finishReason':'FINISH_REASON_UNSPECIFIED'}]}",
        "{'candidates':[{'finishReason':''}]}",
        "{'usageMetadata':null,'modelVersion':null,'responseId':null,'promptFeedback':null,"
            + "'error':null}",
        "{'usageMetadata':{}}",
        "{'promptFeedback':{'safetyRatings':[]}}",
        "{'responseId':'r2','modelVersion':'  '}",
        "{'responseId':'r2','createTime':'2026-11-20T10:00:00Z','modelStatus':{'a':1}}",
      })
  void anEventThatSaysNothingChangesNothing(String json) {
    String first =
        data("{'responseId':'r1','candidates':[{'content':{'parts':[{'text':'Hel'}]}}]}");
    Decoding decoding = decoded(first, data(json), text("lo"), STOP);

    assertThat(decoding.events()).isEqualTo(decoded(first, text("lo"), STOP).events());
    assertThat(decoding.text()).isEqualTo("Hello");
  }

  @Test
  void severalCandidatesAreSeveralMessages() {
    Decoding decoding = decoded(
        data("{'candidates':[{'index':0,'content':{'parts':[{'text':'a'}]}},"
            + "{'index':1,'content':{'parts':[{'text':'b'}]}}]}"),
        candidate("'index':1,'content':{'parts':[{'text':'d'}]},'finishReason':'STOP'"),
        candidate("'content':{'parts':[{'text':'c'}]},'finishReason':'MAX_TOKENS'"));

    assertThat(decoding.texts()).isEqualTo(Map.of("", "ac", "1", "bd"));
    assertThat(decoding.messages())
        .extracting(message -> message.finishReason().orElseThrow().kind())
        .containsExactly(FinishReason.Kind.LENGTH, FinishReason.Kind.STOP);
    assertThat(decoding.end()).isEqualTo(new Completed(false));
  }

  @Test
  void anAnswerWithACandidateThatDidNotFinishIsTruncated() {
    Decoding decoding =
        decoded(text("a"), candidate("'index':1,'content':{'parts':[{'text':'b'}]}"), STOP);

    assertThat(decoding.end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theEndOfTheBodyWithoutAFinishReasonIsATruncation() {
    Decoding decoding = decoded(text("Hel"));

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(decoded("").end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theFinishReasonIsNotTheEnd() {
    Decoding decoding =
        decoded(text("Hel"), STOP, text("lo"), data("{'usageMetadata':{'totalTokenCount':3}}"));

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.all(UsageReported.class)).hasSize(1);
    assertThat(decoding.end()).isEqualTo(new Completed(false));
  }

  /** Google's own Java client reads the next event before it hands one out. */
  @Test
  void eachEventIsHandedOnBeforeTheNextOneIsThere() {
    RecordingSink sink = new RecordingSink();
    StreamDecoder decoder = ENDPOINT.decoder(sink);
    SseParser parser = new SseParser((SseFrame frame) -> decoder.event(frame));
    for (String piece : List.of("a", "b", "c")) {
      byte[] event = text(piece).getBytes(StandardCharsets.UTF_8);
      parser.feed(event, 0, event.length);

      List<StreamEvent> events = sink.events();
      assertThat(events.get(events.size() - 1)).isEqualTo(new Text("", "part-0", piece));
    }
  }

  @Test
  void usageIsARunningTotalWhoseLastWordWins() {
    Decoding decoding = decoded(
        data("{'usageMetadata':{'promptTokenCount':9,'thoughtsTokenCount':30,'totalTokenCount':39,"
            + "'cachedContentTokenCount':4}}"),
        text("Hi"),
        STOP,
        data("{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':12,"
            + "'thoughtsTokenCount':31,'totalTokenCount':52,'trafficType':'ON_DEMAND',"
            + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':9}]}}"));

    assertThat(decoding.message().usage()).contains(new Usage(9L, 12L, 52L, 4L, 31L));
  }

  @Test
  void usageThatIsRepeatedIsToldOnce() {
    String usage = data("{'usageMetadata':{'promptTokenCount':9}}");

    assertThat(decoded(usage, usage, STOP).all(UsageReported.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP",
    "MAX_TOKENS, LENGTH",
    "SAFETY, CONTENT_FILTER",
    "RECITATION, CONTENT_FILTER",
    "BLOCKLIST, CONTENT_FILTER",
    "PROHIBITED_CONTENT, CONTENT_FILTER",
    "SPII, CONTENT_FILTER",
    "MODEL_ARMOR, CONTENT_FILTER",
    "IMAGE_SAFETY, CONTENT_FILTER",
    "IMAGE_PROHIBITED_CONTENT, CONTENT_FILTER",
    "IMAGE_RECITATION, CONTENT_FILTER",
    "MALFORMED_FUNCTION_CALL, ERROR",
    "UNEXPECTED_TOOL_CALL, ERROR",
    "TOO_MANY_TOOL_CALLS, ERROR",
    "MISSING_THOUGHT_SIGNATURE, ERROR",
    "LANGUAGE, OTHER",
    "OTHER, OTHER",
    "NO_IMAGE, OTHER",
    "IMAGE_OTHER, OTHER",
    "SOMETHING_NEW, OTHER"
  })
  void theFinishReasonIsOneOfOursAndKeepsItsWord(String word, FinishReason.Kind kind) {
    Decoding decoding = decoded(text("Hi"), finish(word));

    assertThat(decoding.finish()).isEqualTo(new FinishReason(kind, word));
    assertThat(decoding.end()).isEqualTo(new Completed(false));
  }

  @Test
  void theWordsForAFinishAreKeptAsMetadata() {
    Decoding decoding =
        decoded(candidate("'finishReason':'MALFORMED_FUNCTION_CALL','finishMessage':'call: x('"));

    assertThat(decoding.metadata()).containsEntry("finishMessage", "call: x(");
  }

  @Test
  void aPromptThatIsBlockedIsAnAnswerThatWasFiltered() {
    Decoding decoding = decoded(data("{'promptFeedback':{'blockReason':'SAFETY',"
        + "'blockReasonMessage':'no'},'usageMetadata':{'promptTokenCount':4},"
        + "'modelVersion':'gemini-x'}"));

    assertThat(decoding.finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.CONTENT_FILTER, "SAFETY"));
    assertThat(decoding.metadata()).containsEntry("blockReasonMessage", "no");
    assertThat(decoding.end()).isEqualTo(new Completed(false));
    assertThat(decoding.message().parts()).isEmpty();
  }

  @Test
  void feedbackBesideACandidateDoesNotEndItsAnswer() {
    Decoding decoding = decoded(
        text("Hi"), data("{'promptFeedback':{'blockReason':'SAFETY'}}"), finish("MAX_TOKENS"));

    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(decoded(data("{'promptFeedback':{'blockReason':'BLOCK_REASON_UNSPECIFIED'}}"))
            .end())
        .isEqualTo(new Truncated(null));
  }

  @ParameterizedTest
  @CsvSource({
    "503, UNAVAILABLE, SERVER, true",
    "500, INTERNAL, SERVER, true",
    "504, DEADLINE_EXCEEDED, SERVER, true",
    "429, RESOURCE_EXHAUSTED, RATE_LIMIT, true",
    "400, INVALID_ARGUMENT, REQUEST, false",
    "400, FAILED_PRECONDITION, REQUEST, false",
    "404, NOT_FOUND, REQUEST, false",
    "403, PERMISSION_DENIED, AUTH, false",
    "401, UNAUTHENTICATED, AUTH, false"
  })
  void anErrorInsideTheStreamHasItsKindAndKeepsTheText(
      int code, String status, ChatError.Kind kind, boolean retryable) {
    Decoding decoding = decoded(
        text("Hel"),
        data("{'error':{'code':%d,'message':'The model is overloaded.','status':'%s','details':[]}}"
            .formatted(code, status)),
        text("lo"));

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.error().kind()).isEqualTo(kind);
    assertThat(decoding.error().code()).isEqualTo(status);
    assertThat(decoding.error().retryable()).isEqualTo(retryable);
    assertThat(decoding.error().message()).endsWith("The model is overloaded.");
  }

  @Test
  void anErrorMayBeANumberOrWordsOnly() {
    assertThat(decoded(data("{'error':{'code':503}}")).error().kind())
        .isEqualTo(ChatError.Kind.SERVER);
    assertThat(decoded(data("{'error':'gone'}")).error().message()).endsWith(": gone");
  }

  @Test
  void anEventOfSomethingElseIsKeptAsItCame() {
    Decoding decoding = decoded(text("Hi"), data("{'news':{'of':1}}"), STOP);

    assertThat(decoding.message().parts(Part.Raw.class))
        .containsExactly(new Part.Raw("gemini", Map.of("news", Map.of("of", 1))));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aSignatureWithoutATextIsThatOfAnEmptyText() {
    assertThat(GeminiEvents.partsOf(part("'thoughtSignature':'s'")))
        .isEqualTo(GeminiEvents.partsOf(part("'text':'','thoughtSignature':'s'")))
        .hasSize(1);
  }

  @Test
  void aBlockedPromptDoesNotFinishTheCandidatesThatFollow() {
    String blocked = data("{'promptFeedback':{'blockReason':'SAFETY'}}");

    Decoding cut = decoded(blocked, text("Hel"));
    assertThat(cut.text()).isEqualTo("Hel");
    assertThat(cut.end()).isEqualTo(new Truncated(null));

    Decoding whole = decoded(blocked, text("Hel"), text("lo"), STOP);
    assertThat(whole.finish()).isEqualTo(STOPPED);
    assertThat(whole.end()).isEqualTo(new Completed(false));
  }
}
