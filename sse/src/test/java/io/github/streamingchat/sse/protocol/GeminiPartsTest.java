package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.GeminiEvents.STOP;
import static io.github.streamingchat.sse.protocol.GeminiEvents.candidate;
import static io.github.streamingchat.sse.protocol.GeminiEvents.decoded;
import static io.github.streamingchat.sse.protocol.GeminiEvents.part;
import static io.github.streamingchat.sse.protocol.GeminiEvents.partsOf;
import static io.github.streamingchat.sse.protocol.GeminiEvents.recording;
import static io.github.streamingchat.sse.protocol.GeminiEvents.seal;
import static io.github.streamingchat.sse.protocol.GeminiEvents.text;
import static io.github.streamingchat.sse.protocol.GeminiEvents.thought;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a Gemini answer that are more than plain text, but for function calls. */
class GeminiPartsTest {
  private static Part.Text sealed(String text, String signature) {
    return new Part.Text(ChatText.of(text), 0, seal(signature));
  }

  @Test
  void aSignatureOnATextStaysWithIt() {
    assertThat(partsOf(part("'text':'Hello','thoughtSignature':'s1'")))
        .containsExactly(sealed("Hello", "s1"));
  }

  @Test
  void aSignatureOnAnEmptyTextIsThatOfTheTextItEnds() {
    assertThat(decoded(recording("signed-text.sse")).message().parts())
        .containsExactly(sealed("Hello.", "EjQKMgERTTIL"));
  }

  @Test
  void aSignatureOnAnEmptyTextBehindSomethingElseHasAPartOfItsOwn() {
    List<Part> parts = partsOf(thought("hm"), part("'text':'','thoughtSignature':'s1'"));

    assertThat(parts).last().isEqualTo(sealed("", "s1"));
    assertThat(parts).hasSize(2);
  }

  @Test
  void whatFollowsASealedTextIsAnother() {
    assertThat(partsOf(
            part("'text':'a','thoughtSignature':'s1'"),
            text("b"),
            text("c"),
            part("'text':'','thoughtSignature':'s2'"),
            part("'text':'','thoughtSignature':'s2'"),
            part("'text':'','thoughtSignature':'s3'")))
        .containsExactly(sealed("a", "s1"), sealed("bc", "s2"), sealed("", "s3"));
  }

  @Test
  void aSignatureOnAThoughtSealsTheReasoning() {
    assertThat(partsOf(
            thought("Let me"), part("'text':' see','thought':true,'thoughtSignature':'s1'")))
        .containsExactly(new Part.Reasoning(ChatText.of("Let me see"), seal("s1")));
  }

  @Test
  void inlineDataIsAFile() {
    assertThat(partsOf(
            text("See:"),
            part("'inlineData':{'mimeType':'image/png','data':'iVBORw0KGgo='}"),
            text("Nice")))
        .containsExactly(
            Part.text("See:"),
            new Part.File("image/png", null, null, "iVBORw0KGgo="),
            Part.text("Nice"));
  }

  @Test
  void fileDataIsAFileByItsAddress() {
    assertThat(partsOf(
            part("'fileData':{'fileUri':'gs://b/o.mp4','mimeType':'video/mp4','displayName':'o'}")))
        .containsExactly(new Part.File("video/mp4", "o", "gs://b/o.mp4", null));
  }

  @Test
  void aFileWithoutItsTypeIsBytes() {
    assertThat(partsOf(part("'inlineData':{'data':'AA=='}")))
        .containsExactly(new Part.File("application/octet-stream", null, null, "AA=="));
  }

  @Test
  void aFileHasNoPlaceForItsSignatureWhichFollowsIt() {
    assertThat(partsOf(
            part("'inlineData':{'mimeType':'image/png','data':'AA=='},'thoughtSignature':'s1'")))
        .containsExactly(
            new Part.File("image/png", null, null, "AA=="),
            new Part.Raw("gemini.thoughtSignature", "s1"));
  }

  /** A model that draws shows its drafts as thoughts; they are not its answer. */
  @Test
  void aFileThatIsAThoughtIsKeptAsItCame() {
    assertThat(partsOf(part("'inlineData':{'mimeType':'image/png','data':'AA=='},'thought':true")))
        .containsExactly(new Part.Raw(
            "gemini.part",
            Map.of(
                "inlineData", Map.of("mimeType", "image/png", "data", "AA=="), "thought", true)));
  }

  @Test
  void codeThatTheModelRunsIsACallOfTheProvidersToolWithItsResult() {
    ChatMessage message = decoded(recording("code-run.sse")).message();

    assertThat(message.parts())
        .containsExactly(
            Part.text("I compute it."),
            new Part.ToolCall(
                "code-0",
                "code_execution",
                ChatText.of("{\"language\":\"PYTHON\",\"code\":\"print(6 * 7)\\n\"}"),
                true,
                true,
                new Part.Seal("gemini", null, null)),
            new Part.ToolResult("code-0", Map.of("outcome", "OUTCOME_OK", "output", "42\n"), false),
            Part.text("It is 42."));
    assertThat(message.finishReason().orElseThrow().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void codeThatFailedHasAnErrorAsItsResult() {
    assertThat(partsOf(
            part("'executableCode':{'id':'x1','code':'1/0'}"),
            part("'executableCode':{'id':'x2','code':'2/0'}"),
            part("'codeExecutionResult':{'id':'x1','outcome':'OUTCOME_FAILED','output':'no'}")))
        .last()
        .isEqualTo(new Part.ToolResult(
            "x1", Map.of("id", "x1", "outcome", "OUTCOME_FAILED", "output", "no"), true));
  }

  @Test
  void aResultOfNoCodeIsKeptAsItCame() {
    assertThat(partsOf(part("'codeExecutionResult':{'outcome':'OUTCOME_OK'}")))
        .containsExactly(new Part.Raw(
            "gemini.part", Map.of("codeExecutionResult", Map.of("outcome", "OUTCOME_OK"))));
  }

  @Test
  void aPartOfAnUnknownKindIsKeptAsItCame() {
    assertThat(partsOf(part("'toolCall':{'toolType':'URL_CONTEXT'},'thoughtSignature':'s1'")))
        .containsExactly(new Part.Raw(
            "gemini.part",
            Map.of("toolCall", Map.of("toolType", "URL_CONTEXT"), "thoughtSignature", "s1")));
  }

  @Test
  void anUnknownMemberBesideATextIsPassedOver() {
    assertThat(partsOf(part("'text':'Hi','partMetadata':{'a':1}")))
        .containsExactly(Part.text("Hi"));
  }

  @Test
  void whatAnAnswerIsGroundedInAreItsSources() {
    ChatMessage message = decoded(recording("grounded.sse")).message();

    assertThat(message.text()).isEqualTo("Oslo has 700,000 people.");
    assertThat(message.parts(Part.Source.class))
        .containsExactly(
            new Part.Source(
                null,
                "https://statistics.example/oslo",
                "statistics.example",
                Map.of("type", "web", "domain", "statistics.example")),
            new Part.Source(null, "https://city.example/", "city.example", Map.of("type", "web")));
    assertThat(message.metadata().get("groundingMetadata").toString())
        .contains("renderedContent", "groundingSupports");
  }

  @Test
  void aSourceThatIsToldAgainIsOneSource() {
    String grounded = candidate("'groundingMetadata':{'groundingChunks':["
        + "{'web':{'uri':'https://a.example/','title':'A'}},"
        + "{'retrievedContext':{'title':'B','text':'b'}},{'web':null},7]}");

    assertThat(decoded(grounded, grounded, STOP).message().parts(Part.Source.class))
        .extracting(Part.Source::title)
        .containsExactly("A", "B", null);
  }

  @Test
  void aWorkThatIsCitedIsASource() {
    assertThat(partsOf(candidate("'citationMetadata':{'citationSources':[{'startIndex':0,"
            + "'endIndex':7,'uri':'https://a.example/','license':'MIT'}]}")))
        .containsExactly(new Part.Source(
            null,
            "https://a.example/",
            null,
            Map.of("startIndex", 0, "endIndex", 7, "license", "MIT")));
  }

  @Test
  void anAnswerFromARecordingHasThoughtTextAndCallsInOrder() {
    ChatMessage message = decoded(recording("thought-and-tool.sse")).message();

    assertThat(message.parts())
        .containsExactly(
            new Part.Reasoning(ChatText.of("**Looking for the weather**\n\nOslo it is."), null),
            Part.text("Let me look."),
            new Part.ToolCall(
                "call-0",
                "weather",
                ChatText.of("{\"city\":\"Oslo\",\"days\":3,\"units\":{\"temperature\":\"C\"}}"),
                true,
                false,
                seal("CpYBAVSoXO4t")),
            new Part.ToolCall("call-1", "time", ChatText.of("{}"), true));
    assertThat(message.finishReason())
        .contains(new FinishReason(FinishReason.Kind.TOOL_CALLS, "STOP"));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'null', ''", "'Look', 'Look'"})
  void aCallBesideATextIsNotLost(String text, String told) {
    String json = text.equals("null") ? "null" : "'" + text + "'";
    ChatMessage message = decoded(
            part("'text':" + json + ",'functionCall':{'name':'f'},'thoughtSignature':'s1'"), STOP)
        .message();

    assertThat(message.text()).isEqualTo(told);
    assertThat(message.parts(Part.ToolCall.class))
        .containsExactly(
            new Part.ToolCall("call-0", "f", ChatText.of("{}"), true, false, seal("s1")));
    assertThat(message.parts()).hasSize(told.isEmpty() ? 1 : 2);
  }

  @Test
  void aThoughtBesideACallIsReasoningBeforeIt() {
    assertThat(partsOf(part("'text':'hm','thought':true,'functionCall':{'name':'f'}")))
        .containsExactly(
            new Part.Reasoning(ChatText.of("hm"), null),
            new Part.ToolCall("call-0", "f", ChatText.of("{}"), true));
  }

  @Test
  void whatStandsBesideAnEmptyTextIsKept() {
    assertThat(partsOf(
            part("'text':'','inlineData':{'mimeType':'image/png','data':'AA=='}"),
            part("'text':'','toolCall':{'toolType':'URL_CONTEXT'}"),
            part("'text':'','partMetadata':{'a':1}")))
        .containsExactly(
            new Part.File("image/png", null, null, "AA=="),
            new Part.Raw("gemini.part", Map.of("toolCall", Map.of("toolType", "URL_CONTEXT"))));
  }

  @Test
  void sourcesWithoutAnAddressAreSeveralAlsoInSeveralEvents() {
    String first = candidate("'groundingMetadata':{'groundingChunks':["
        + "{'retrievedContext':{'title':'A','text':'a'}}]}");
    String second = candidate("'groundingMetadata':{'groundingChunks':["
        + "{'retrievedContext':{'title':'A','text':'b'}},"
        + "{'retrievedContext':{'title':'A','text':'a'}}]}");

    assertThat(decoded(first, second, STOP).message().parts(Part.Source.class))
        .extracting(source -> source.details().get("text"))
        .containsExactly("a", "b");
  }
}
