package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.HELLO;
import static io.github.streamingchat.sse.Chunks.ROLE;
import static io.github.streamingchat.sse.Chunks.STOP;
import static io.github.streamingchat.sse.Chunks.USAGE;
import static io.github.streamingchat.sse.Chunks.data;
import static io.github.streamingchat.sse.Chunks.finish;
import static io.github.streamingchat.sse.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quirks of OpenAI Chat Completions and of the servers that are compatible with it. */
class OpenAiDecoderTest {
  private static final FinishReason STOPPED = new FinishReason(FinishReason.Kind.STOP, "stop");
  private static final Usage ELEVEN = new Usage(9L, 2L, 11L, null, null);

  @Test
  void anAnswerAsOpenAiSendsIt() {
    assertThat(Decoding.of(HELLO).events())
        .containsExactly(
            new Started("", "c1", "m-1"),
            new Text("", "content", "Hel"),
            new Text("", "content", "lo"),
            new Finished("", STOPPED),
            new UsageReported("", ELEVEN),
            new Completed(true));
  }

  @Test
  void theFirstChunkHasTheRoleAndNoText() {
    assertThat(Decoding.of(ROLE).texts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'index':0,'delta':{}}]}",
        "{'choices':[{'index':0,'delta':{'content':''}}]}",
        "{'choices':[{'index':0,'delta':{'content':null}}]}",
        "{'choices':[{'index':0,'delta':null}]}",
        "{'choices':[{'index':0}]}",
        "{'choices':[{}]}",
        "{'choices':[null,7,'x',[1]]}",
        "{'choices':[]}",
        "{'choices':null}",
        "{'choices':{}}",
        "{'choices':'none'}",
        "{}",
        "{'id':null,'model':null,'choices':[{'index':null,'delta':{'role':null,'content':null,"
            + "'refusal':null,'tool_calls':null},'finish_reason':null,'logprobs':null}],"
            + "'usage':null,'error':null,'system_fingerprint':null}",
        "{'id':'','model':'  '}",
        "{'error':''}",
        "{'error':false}",
        "{'usage':[]}",
      })
  void aChunkThatSaysNothingChangesNothing(String json) {
    Decoding decoding = Decoding.of(text("Hel") + data(json) + text("lo") + STOP + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.all(Started.class)).containsExactly(new Started("", "c1", null));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.finish()).isEqualTo(STOPPED);
  }

  @Test
  void azureSendsAFirstChunkWithFilterResultsAndNoChoice() {
    Decoding decoding = Decoding.of(
        data("{'id':'','model':'','choices':[],'prompt_filter_results':[{'prompt_index':0,"
                + "'content_filter_results':{'hate':{'filtered':false,'severity':'safe'}}}]}")
            + HELLO);

    assertThat(decoding.events()).isEqualTo(Decoding.of(HELLO).events());
  }

  @Test
  void azureTellsContentFilterResultsBesideTheText() {
    Decoding decoding = Decoding.of(data("{'choices':[{'index':0,'delta':{'content':'Hi'},"
            + "'content_filter_results':{'hate':{'filtered':false}},'content_filter_offsets':"
            + "{'check_offset':44}}]}")
        + STOP
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hi");
  }

  @Test
  void aFilteredAnswerKeepsWhatCameBefore() {
    Decoding decoding = Decoding.of(text("Hel") + finish("content_filter") + DONE);

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.CONTENT_FILTER, "content_filter"));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "length, LENGTH",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "content_filter, CONTENT_FILTER",
    "error, ERROR",
    "eos, OTHER",
    "STOP, OTHER",
  })
  void finishReasons(String word, FinishReason.Kind kind) {
    assertThat(Decoding.of(text("Hi") + finish(word) + DONE).finish())
        .isEqualTo(new FinishReason(kind, word));
  }

  @Test
  void usageInAChunkOfItsOwn() {
    assertThat(Decoding.of(HELLO).all(UsageReported.class))
        .containsExactly(new UsageReported("", ELEVEN));
  }

  @Test
  void usageBesideTheLastChoice() {
    Decoding decoding = Decoding.of(text("Hel")
        + data("{'choices':[{'index':0,'delta':{'content':'lo'},'finish_reason':'stop'}],"
            + "'usage':{'prompt_tokens':9,'completion_tokens':2,'total_tokens':11}}")
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.all(UsageReported.class)).containsExactly(new UsageReported("", ELEVEN));
    assertThat(decoding.finish()).isEqualTo(STOPPED);
  }

  @Test
  void usageBeforeTheFinish() {
    Decoding decoding = Decoding.of(text("Hello") + USAGE + STOP + DONE);

    assertThat(decoding.all(UsageReported.class)).containsExactly(new UsageReported("", ELEVEN));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void usageThatNeverComes() {
    assertThat(Decoding.of(text("Hello") + STOP + DONE).all(UsageReported.class))
        .isEmpty();
  }

  @Test
  void usageWithItsDetails() {
    Decoding decoding = Decoding.of(data("{'choices':[],'usage':{'prompt_tokens':9,"
            + "'prompt_tokens_details':{'audio_tokens':0,'cached_tokens':4,'x':{'y':[1]}},"
            + "'completion_tokens_details':{'reasoning_tokens':7},'completion_tokens':12,"
            + "'cost':{'usd':0.1},'total_tokens':21}}")
        + DONE);

    assertThat(decoding.all(UsageReported.class))
        .containsExactly(new UsageReported("", new Usage(9L, 12L, 21L, 4L, 7L)));
  }

  @Test
  void countsThatAreNoCountsAreUnknown() {
    Decoding decoding = Decoding.of(data("{'choices':[],'usage':{'prompt_tokens':'nine',"
            + "'completion_tokens':2.5,'total_tokens':" + "9".repeat(40)
            + ",'prompt_tokens_details':null,'completion_tokens_details':[]}}")
        + DONE);

    assertThat(decoding.all(UsageReported.class)).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void twoCandidatesAreTwoMessages() {
    Decoding decoding = Decoding.of(choice(0, "He")
        + choice(1, "Sal")
        + choice(1, "ut")
        + choice(0, "llo")
        + finished(1, "stop")
        + finished(0, "length")
        + DONE);

    assertThat(decoding.texts()).isEqualTo(Map.of("", "Hello", "1", "Salut"));
    assertThat(decoding.all(Finished.class))
        .extracting(Finished::message, finish -> finish.reason().kind())
        .containsExactly(tuple("1", FinishReason.Kind.STOP), tuple("", FinishReason.Kind.LENGTH));
  }

  @Test
  void candidatesOfOneChunkComeInAnyOrder() {
    Decoding decoding = Decoding.of(data("{'choices':[{'index':1,'delta':{'content':'b'}},"
            + "{'delta':{'content':'a'},'index':0}]}")
        + DONE);

    assertThat(decoding.texts()).isEqualTo(Map.of("", "a", "1", "b"));
  }

  @Test
  void membersOfAChunkComeInAnyOrder() {
    Decoding decoding = Decoding.of(data("{'usage':{'total_tokens':11},'choices':["
            + "{'finish_reason':'stop','delta':{'content':'b'},'index':1}],'model':'m','id':'i'}")
        + DONE);

    assertThat(decoding.texts()).isEqualTo(Map.of("1", "b"));
    assertThat(decoding.all(Started.class)).containsExactly(new Started("", "i", "m"));
  }

  @Test
  void theFirstIdAndTheFirstModelAreTold() {
    Decoding decoding = Decoding.of(data("{'id':'a','choices':[]}")
        + data("{'id':'a','model':'m','choices':[]}")
        + data("{'id':'b','model':'n','choices':[]}")
        + DONE);

    assertThat(decoding.all(Started.class))
        .containsExactly(new Started("", "a", null), new Started("", null, "m"));
  }

  @Test
  void aNameTooLongToBeOneIsNotKept() {
    Decoding decoding =
        Decoding.of(data("{'id':'" + "x".repeat(100_000) + "','model':'m','choices':[]}") + DONE);

    assertThat(decoding.all(Started.class)).containsExactly(new Started("", null, "m"));
  }

  @Test
  void aBlankFinishReasonIsNone() {
    String chunk =
        "{'choices':[{'index':0,'delta':{'content':'The answer is '},'finish_reason':''}]}";

    assertThat(Decoding.of(data(chunk)).end()).isInstanceOf(Truncated.class);
    assertThat(Decoding.of(data(chunk) + DONE).finish()).isEqualTo(FinishReason.UNKNOWN);
  }

  @Test
  void jsonOfAnotherKindIsNoAnswerThoughTheEndMarkFollows() {
    for (String json : List.of(
        "{'detail':'model not loaded'}",
        "{'object':'error','message':'model overloaded','code':40303}",
        "{'type':'message_start','message':{}}")) {
      assertThat(Decoding.of(data(json) + DONE).error().kind()).isEqualTo(ChatError.Kind.PROTOCOL);
      assertThat(Decoding.of(data(json)).error().kind()).isEqualTo(ChatError.Kind.PROTOCOL);
    }
  }

  @Test
  void theEndMarkWithoutAFinishReasonIsAnUnknownOne() {
    Decoding decoding = Decoding.of(text("Hello") + DONE);

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.finish()).isEqualTo(FinishReason.UNKNOWN);
  }

  @Test
  void theEndMarkAloneIsAnEmptyAnswer() {
    assertThat(Decoding.of(DONE).events())
        .containsExactly(new Finished("", FinishReason.UNKNOWN), new Completed(true));
  }

  @Test
  void aFinishReasonAndThenTheEndOfTheConnectionIsAWholeAnswer() {
    Decoding decoding = Decoding.of(text("Hello") + STOP);

    assertThat(decoding.end()).isEqualTo(new Completed(false));
    assertThat(decoding.finish()).isEqualTo(STOPPED);
  }

  @Test
  void oneCandidateWithoutAFinishReasonIsNoWholeAnswer() {
    assertThat(
            Decoding.of(choice(0, "a") + choice(1, "b") + finished(0, "stop")).end())
        .isEqualTo(new StreamEvent.Truncated(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: [DONE]", "data: [DONE]\n", ": ping\n\n", "data:\n\n"})
  void anEndWithoutEndMarkOrFinishReasonIsATruncation(String last) {
    Decoding decoding = Decoding.of(text("Hel") + last);

    assertThat(decoding.end()).isEqualTo(new StreamEvent.Truncated(null));
    assertThat(decoding.text()).isEqualTo("Hel");
  }

  @Test
  void aClosingChunkThatRepeatsTheWholeTextAddsNothing() {
    Decoding decoding = Decoding.of(text("Hel")
        + text("lo")
        + data("{'choices':[{'index':0,'message':{'role':'assistant','content':'Hello'},"
            + "'finish_reason':'stop'}]}")
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aClosingChunkThatContinuesTheTextAddsTheRest() {
    Decoding decoding = Decoding.of(
        text("Hel") + data("{'choices':[{'index':0,'message':{'content':'Hello'}}]}") + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hallo", "He", "hello"})
  void aClosingChunkThatDiffersIsToldAsTheWholeText(String whole) {
    Decoding decoding = Decoding.of(text("Hello")
        + data("{'choices':[{'index':0,'message':{'content':'" + whole + "'}}]}")
        + DONE);

    assertThat(decoding.all(StreamEvent.TextReplaced.class))
        .extracting(StreamEvent.TextReplaced::whole)
        .containsExactly(whole);
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aClosingChunkWithoutTextIsReportedAndTakesNothingBack() {
    Decoding decoding = Decoding.of(
        text("Hello") + data("{'choices':[{'index':0,'message':{'content':''}}]}") + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).containsExactly("text_differs");
  }

  @Test
  void aClosingChunkThatRepeatsTheRefusalAddsNothing() {
    Decoding decoding = Decoding.of(data("{'choices':[{'index':0,'delta':{'refusal':'I ca'}}]}")
        + data("{'choices':[{'index':0,'delta':{'refusal':'nnot'}}]}")
        + data("{'choices':[{'index':0,'message':{'content':null,'refusal':'I cannot'}}]}")
        + DONE);

    assertThat(decoding.refusal()).isEqualTo("I cannot");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void contentAsAListOfParts() {
    Decoding decoding = Decoding.of(data("{'choices':[{'index':0,'delta':{'content':["
            + "{'type':'text','text':'Hel'},{'type':'image'},7,null,"
            + "{'text':'lo','x':{'text':'no'}},{'text':5}]}}]}")
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
  }

  @Test
  void aRefusalIsAPartOfItsOwn() {
    Decoding decoding = Decoding.of(data("{'choices':[{'index':0,'delta':{'refusal':'I ca'}}]}")
        + data("{'choices':[{'index':0,'delta':{'refusal':'nnot'}}]}")
        + STOP
        + DONE);

    assertThat(decoding.refusal()).isEqualTo("I cannot");
    assertThat(decoding.texts()).isEmpty();
  }

  @Test
  void unknownFieldsOfAnyShapeArePassedOver() {
    String unknown = "'x':{'content':'no','choices':[{'delta':{'content':'no'}}]},'y':[[],{}],";
    Decoding decoding = Decoding.of(data("{" + unknown + "'choices':[{" + unknown
            + "'index':0,'delta':{" + unknown + "'content':'yes'}}]}")
        + DONE);

    assertThat(decoding.text()).isEqualTo("yes");
  }

  @Test
  void aChunkOfAnUnknownKindIsKeptAsItCame() {
    Decoding decoding = Decoding.of(text("Hel")
        + data("{'object':'moderation.result','flagged':false}")
        + data("{'type':'progress','share':0.5}")
        + data("{'share':0.5}")
        + text("lo")
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.all(PartPut.class))
        .extracting(PartPut::whole)
        .containsExactly(
            new Part.Raw(
                "moderation.result", Map.of("object", "moderation.result", "flagged", false)),
            new Part.Raw("progress", Map.of("type", "progress", "share", new BigDecimal("0.5"))),
            new Part.Raw("chunk", Map.of("share", new BigDecimal("0.5"))));
  }

  @Test
  void aChunkThatOnlyCallsItselfOneSaysNothing() {
    Decoding decoding = Decoding.of(
        text("Hi") + data("{'id':'c1','object':'chat.completion.chunk','created':1}") + DONE);

    assertThat(decoding.all(PartPut.class)).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void citationsBesideTheTextAreSources() {
    String citation = "'annotations':[{'type':'url_citation','url_citation':"
        + "{'url':'https://host.example/a','title':'A','start_index':3,'end_index':7}}]";
    Decoding decoding = Decoding.of(data(
            "{'choices':[{'index':0,'delta':{'content':'As said',%s}}]}".formatted(citation))
        + data("{'choices':[{'index':0,'message':{'content':'As said',%s}}]}".formatted(citation))
        + DONE);

    assertThat(decoding.all(PartPut.class))
        .extracting(PartPut::part, PartPut::whole)
        .containsOnly(tuple(
            "https://host.example/a",
            new Part.Source(
                null, "https://host.example/a", "A", Map.of("start_index", 3, "end_index", 7))));
  }

  @Test
  void candidatesWithoutEndArePassedOver() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      stream.append(choice(i, "x"));
    }

    Decoding decoding = Decoding.of(stream + DONE);

    assertThat(decoding.texts()).hasSize(128);
    assertThat(decoding.problems()).containsExactly("too_many_candidates", "too_many_candidates");
  }

  @Test
  void eventsOfUnknownTypesAreReadByTheirData() {
    assertThat(Decoding.of("event: completion\n" + text("Hi") + "event: ping\n" + data("{}") + DONE)
            .text())
        .isEqualTo("Hi");
  }

  @Test
  void commentsBetweenAndInsideEventsAreHeartbeats() {
    Decoding decoding =
        Decoding.of(": OPENROUTER PROCESSING\n\n" + ": x\n" + text("Hi") + ":\n\n" + DONE);

    assertThat(decoding.text()).isEqualTo("Hi");
    assertThat(decoding.all(Heartbeat.class)).hasSize(3);
  }

  @Test
  void blankDataIsAHeartbeat() {
    Decoding decoding = Decoding.of("data:\n\ndata:    \n\n" + text("Hi") + DONE);

    assertThat(decoding.all(Heartbeat.class)).hasSize(2);
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void dataWithoutASpaceAfterTheColon() {
    assertThat(Decoding.of(HELLO.replace("data: ", "data:")).events())
        .isEqualTo(Decoding.of(HELLO).events());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data:[DONE]", "data: [DONE] ", "data:   [DONE]   ", "data: [DONE]\nid: 7"})
  void theEndMarkWithAnySpaces(String line) {
    assertThat(Decoding.of(text("Hi") + line + "\n\n").end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: [done]", "data: [DONE", "data: DONE", "data: [DONE]]"})
  void whatOnlyLooksLikeTheEndMarkIsNone(String line) {
    assertThat(Decoding.of(text("Hi") + line + "\n\n").end())
        .isEqualTo(new StreamEvent.Truncated(null));
  }

  @Test
  void nothingCountsBehindTheEndMark() {
    assertThat(
            Decoding.of(HELLO + text("more") + data("{'error':'late'}") + DONE).events())
        .isEqualTo(Decoding.of(HELLO).events());
  }

  @Test
  void halvesOfACharacterInTwoDeltasAreHandedOnAsTheyCome() {
    Decoding decoding =
        Decoding.of(text("a\\ud83d") + text("\\ude00b") + text("\u00e9\uD83D\uDE00") + DONE);

    assertThat(decoding.text()).isEqualTo("a\uD83D\uDE00b\u00e9\uD83D\uDE00");
  }

  @Test
  void jsonOverSeveralDataLines() {
    assertThat(
            Decoding.of("data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"Hi\"}\n"
                    + "data: }]}\n\n" + DONE)
                .text())
        .isEqualTo("Hi");
  }

  private static String choice(int index, String piece) {
    return data("{'choices':[{'index':" + index + ",'delta':{'content':'" + piece + "'}}]}");
  }

  private static String finished(int index, String reason) {
    return data(
        "{'choices':[{'index':" + index + ",'delta':{},'finish_reason':'" + reason + "'}]}");
  }

  @Test
  void textBesideAnErrorIsKept() {
    Decoding decoding = Decoding.of(
        data(
            "{'choices':[{'index':0,'delta':{'content':'Hi'}}],'error':{'message':'Lost','code':502}}"));

    assertThat(decoding.text()).isEqualTo("Hi");
    assertThat(decoding.error().kind()).isEqualTo(ChatError.Kind.SERVER);
  }
}
