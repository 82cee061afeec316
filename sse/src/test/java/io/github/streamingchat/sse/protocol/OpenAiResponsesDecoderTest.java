package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.ResponseEvents.COMPLETED;
import static io.github.streamingchat.sse.protocol.ResponseEvents.CREATED;
import static io.github.streamingchat.sse.protocol.ResponseEvents.data;
import static io.github.streamingchat.sse.protocol.ResponseEvents.decoded;
import static io.github.streamingchat.sse.protocol.ResponseEvents.done;
import static io.github.streamingchat.sse.protocol.ResponseEvents.event;
import static io.github.streamingchat.sse.protocol.ResponseEvents.recording;
import static io.github.streamingchat.sse.protocol.ResponseEvents.strictly;
import static io.github.streamingchat.sse.protocol.ResponseEvents.summary;
import static io.github.streamingchat.sse.protocol.ResponseEvents.text;
import static io.github.streamingchat.sse.protocol.ResponseEvents.wholeText;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Responses stream says, but for its calls and its end. */
class OpenAiResponsesDecoderTest {
  private static final String REASONED = "'id':'rs_1','type':'reasoning','encrypted_content':'E',";

  private static Part.Reasoning thought(String text, @Nullable String encrypted) {
    return new Part.Reasoning(
        ChatText.of(text), new Part.Seal("openai-responses", "rs_1", encrypted));
  }

  @Test
  void aPlainAnswer() {
    Decoding decoding = decoded(recording("plain"));

    assertThat(decoding.events().get(0)).isEqualTo(new Started("", "resp_1", "gpt-x"));
    assertThat(decoding.all(Text.class)).extracting(Text::piece).containsExactly("Hel", "lo");
    assertThat(decoding.message().parts()).containsExactly(Part.text("Hello"));
    assertThat(decoding.message().usage()).contains(new Usage(9L, 2L, 11L, 0L, 0L));
    assertThat(decoding.finish()).isEqualTo(new FinishReason(FinishReason.Kind.STOP, "completed"));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void textIsKeyedByItemAndContent() {
    Decoding decoding = decoded(
        text("msg_1", 0, "a"),
        text("msg_1", 1, "x"),
        text("msg_2", 0, "1"),
        text("msg_1", 0, "b"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(Part.text("ab"), Part.text("x"), Part.text("1"));
  }

  @Test
  void anItemWhoseIdChangesWithEachEventIsKnownByItsPlace() {
    Decoding decoding = decoded(
        event("response.output_text.delta", "'item_id':'x1','output_index':0,'delta':'Hel'"),
        event("response.output_text.delta", "'item_id':'x2','output_index':0,'delta':'lo'"),
        event("response.output_text.done", "'item_id':'x3','output_index':0,'text':'Hello'"),
        COMPLETED);

    assertThat(decoding.message().parts()).containsExactly(Part.text("Hello"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void whatTellsNeitherItemNorPlaceIsOfTheFirst() {
    Decoding decoding = decoded(
        event("response.output_text.delta", "'delta':'Hel'"),
        event("response.output_text.delta", "'delta':'lo'"),
        event(
            "response.completed",
            "'response':{'output':[{'type':'message','content':[{'type':'output_text','text':'Hello'}]}]}"));

    assertThat(decoding.message().parts()).containsExactly(Part.text("Hello"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theWholeTextCompletesThePieces() {
    assertThat(decoded(text("Hel"), wholeText("Hello"), COMPLETED).message().text())
        .isEqualTo("Hello");
  }

  @Test
  void aWholeTextThatDiffersTakesThePlaceOfThePieces() {
    Decoding decoding = decoded(text("Hi"), wholeText("Hello"), COMPLETED);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(strictly(text("Hi"), wholeText("Hello"), COMPLETED).error().code())
        .isEqualTo("text_differs");
  }

  @Test
  void theFirstWholeCountsAndTheOthersRepeatIt() {
    Decoding decoding = strictly(
        wholeText("Hello"),
        done("'id':'msg_1','type':'message','content':[{'type':'output_text','text':'Hello!'}]"),
        COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delta':''",
        "'delta':null",
        "'delta':{}",
        "'delta':[1]",
        "'item_id':null,'output_index':null,'content_index':null,'delta':null",
        "'content_index':'x'"
      })
  void aDeltaOfNothingSaysNothing(String members) {
    Decoding decoding =
        decoded(event("response.output_text.delta", members), text("Hi"), COMPLETED);

    assertThat(decoding.message().parts()).containsExactly(Part.text("Hi"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theTypeMayStandInTheEventLineOnly() {
    Decoding decoding = decoded(
        "event: response.output_text.delta\n" + data("'item_id':'msg_1','delta':'Hi'"), COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void theTypeMayStandInTheDataOnly() {
    Decoding decoding = decoded(
        data("'type':'response.output_text.delta','item_id':'msg_1','delta':'Hi'"), COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void aRefusalIsAPartOfItsOwn() {
    Decoding decoding = decoded(
        event("response.refusal.delta", "'item_id':'msg_1','content_index':0,'delta':'I can'"),
        event("response.refusal.done", "'item_id':'msg_1','content_index':0,'refusal':'I cannot'"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(new Part.Refusal(ChatText.of("I cannot")));
  }

  @Test
  void summariesAreKeyedByItemAndIndexAndSealedWithTheirItem() {
    Decoding decoding = decoded(
        summary("rs_1", 0, "Let me"),
        summary("rs_1", 0, " see."),
        summary("rs_1", 1, "Oslo."),
        done(
            REASONED
                + "'summary':[{'type':'summary_text','text':'Let me see.'},{'text':'Oslo.'},{'text':'!'}]"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(thought("Let me see.", "E"), thought("Oslo.", null), thought("!", null));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theTextOfReasoningIsKeyedByItemAndContent() {
    String key = "'item_id':'rs_1','content_index':";
    Decoding decoding = decoded(
        event("response.reasoning_text.delta", key + "0,'delta':'Hm'"),
        event("response.reasoning_text.delta", key + "0,'delta':'m'"),
        event("response.reasoning_text.done", key + "0,'text':'Hmm.'"),
        event("response.reasoning_text.delta", key + "1,'delta':'So'"),
        done(REASONED + "'summary':[],'content':[{'type':'reasoning_text','text':'Hmm.'}]"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(thought("Hmm.", "E"), new Part.Reasoning(ChatText.of("So"), null));
  }

  @Test
  void summaryAndTextOfOneItemDoNotMix() {
    Decoding decoding = decoded(
        event("response.reasoning_text.delta", "'item_id':'rs_1','delta':'Hmm'"),
        summary("rs_1", 0, "Oslo."),
        done(REASONED + "'summary':[{'text':'Oslo.'}]"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(new Part.Reasoning(ChatText.of("Hmm"), null), thought("Oslo.", "E"));
  }

  @Test
  void hiddenReasoningIsAPartWithoutText() {
    assertThat(decoded(done(REASONED + "'summary':[]"), COMPLETED).message().parts())
        .containsExactly(thought("", "E"));
  }

  @Test
  void reasoningOfNothingIsNoPart() {
    Decoding decoding =
        decoded(done("'id':'rs_1','type':'reasoning','summary':[]"), text("Hi"), COMPLETED);

    assertThat(decoding.message().parts()).containsExactly(Part.text("Hi"));
  }

  /** It may be followed by a request, and the provider refuses what it did not finish. */
  @Test
  void reasoningThatBrokeOffHasNoSeal() {
    assertThat(decoded(summary("rs_1", 0, "Let me")).message().parts())
        .containsExactly(new Part.Reasoning(ChatText.of("Let me"), null));
  }

  @Test
  void annotationsAreSources() {
    String key = "'item_id':'msg_1','content_index':0,'annotation_index':";
    Decoding decoding = decoded(
        text("See"),
        event(
            "response.output_text.annotation.added",
            key + "0,'annotation':{'type':'url_citation','url':'https://a.example','title':'A',"
                + "'start_index':0,'end_index':3}"),
        event(
            "response.output_text.annotation.added",
            key
                + "1,'annotation':{'type':'file_citation','file_id':'file_1','filename':'a.pdf','index':2}"),
        event("response.output_text.annotation.added", key + "2,'annotation':{'type':'new'}"),
        event("response.output_text.annotation.added", key + "3,'annotation':null"),
        COMPLETED);

    assertThat(decoding.message().parts(Part.Source.class))
        .containsExactly(
            new Part.Source(
                null,
                "https://a.example",
                "A",
                Map.of("type", "url_citation", "start_index", 0, "end_index", 3)),
            new Part.Source("file_1", null, "a.pdf", Map.of("type", "file_citation", "index", 2)));
    assertThat(decoding.message().parts(Part.Raw.class))
        .containsExactly(new Part.Raw("annotation", Map.of("type", "new")));
  }

  @Test
  void theWholeItemAddsOnlyTheSourcesThatAreNew() {
    String first = "{'type':'url_citation','url':'https://a.example'}";
    String second = "{'type':'url_citation','url':'https://b.example'}";
    Decoding decoding = decoded(
        text("See"),
        event(
            "response.output_text.annotation.added",
            "'item_id':'msg_1','annotation_index':0,'annotation':" + first),
        done("'id':'msg_1','type':'message','content':[{'type':'output_text','text':'See',"
            + "'annotations':[" + first + "," + second + "]}]"),
        COMPLETED);

    assertThat(decoding.message().parts(Part.Source.class))
        .extracting(Part.Source::url)
        .containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void progressIsKeptAsItCame() {
    Decoding decoding = decoded(
        CREATED,
        event("response.web_search_call.searching", "'item_id':'ws_1','output_index':0"),
        event(
            "response.image_generation_call.partial_image",
            "'item_id':'ig_1','partial_image_b64':'iVBO'"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Raw(
                "response.web_search_call.searching",
                Map.of(
                    "type",
                    "response.web_search_call.searching",
                    "item_id",
                    "ws_1",
                    "output_index",
                    0)),
            new Part.Raw(
                "response.image_generation_call.partial_image",
                Map.of(
                    "type",
                    "response.image_generation_call.partial_image",
                    "item_id",
                    "ig_1",
                    "partial_image_b64",
                    "iVBO")));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void whatOtherEventsSayTooIsNoPart() {
    Decoding decoding = decoded(
        event("response.queued", "'response':{'id':'resp_1'}"),
        event("response.in_progress", "'response':null"),
        event("response.content_part.added", "'part':{'type':'output_text','text':''}"),
        event("response.content_part.done", "'part':{'type':'output_text','text':'Hi'}"),
        event("response.reasoning_summary_part.added", "'part':{'text':''}"),
        event("response.reasoning_summary_part.done", "'part':{'text':'Hm'}"),
        event("response.output_item.added", "'item':null"),
        event("response.output_item.done", "'item':7"),
        COMPLETED);

    assertThat(decoding.message().parts()).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void anItemThatNobodyKnowsIsKeptAsItCameAndOnce() {
    String item = "'id':'cmp_1','type':'compaction','encrypted_content':'E'";
    Decoding decoding = decoded(
        done(item),
        event("response.completed", "'response':{'output':[{" + item + "},{'type':null}]}"));

    assertThat(decoding.message().parts())
        .containsExactly(new Part.Raw(
            "openai-responses.compaction",
            Map.of("id", "cmp_1", "type", "compaction", "encrypted_content", "E")));
  }

  @Test
  void aContentThatNobodyKnowsIsKeptAsItCame() {
    Decoding decoding = decoded(
        done("'id':'msg_1','type':'message','content':[{'type':'output_smell','smell':'x'},null,"
            + "{'type':'output_text','text':'Hi'}]"),
        COMPLETED);

    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Raw("output_smell", Map.of("type", "output_smell", "smell", "x")),
            Part.text("Hi"));
  }

  @Test
  void aKeepAliveIsAHeartbeat() {
    Decoding decoding = decoded(event("keepalive", "'sequence_number':3"), text("Hi"), COMPLETED);

    assertThat(decoding.all(Heartbeat.class)).hasSize(1);
    assertThat(decoding.message().parts()).containsExactly(Part.text("Hi"));
  }

  @Test
  void aStrayDoneMarkIsNeitherTextNorTheEnd() {
    assertThat(decoded(text("Hi"), "data: [DONE]\n\n").end()).isEqualTo(new Truncated(null));
    assertThat(decoded(text("Hi"), "data: [DONE]\n\n", COMPLETED).end())
        .isEqualTo(new Completed(true));
    assertThat(strictly(text("Hi"), "data: [DONE]\n\n", COMPLETED).problems()).isEmpty();
  }

  @Test
  void moreItemsThanAnyAnswerHasArePassedOverAndReportedOnce() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 10_010; i++) {
      stream.append(text("msg_" + i, 0, ""));
    }
    Decoding decoding = decoded(stream + text("msg_0", 0, "Hi") + text("late", 0, "!") + COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hi");
    assertThat(decoding.problems()).isEqualTo(List.of("too_many_items"));
  }
}
