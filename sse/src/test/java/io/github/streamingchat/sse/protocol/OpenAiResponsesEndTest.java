package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.ResponseEvents.COMPLETED;
import static io.github.streamingchat.sse.protocol.ResponseEvents.CREATED;
import static io.github.streamingchat.sse.protocol.ResponseEvents.data;
import static io.github.streamingchat.sse.protocol.ResponseEvents.decoded;
import static io.github.streamingchat.sse.protocol.ResponseEvents.event;
import static io.github.streamingchat.sse.protocol.ResponseEvents.incomplete;
import static io.github.streamingchat.sse.protocol.ResponseEvents.numbered;
import static io.github.streamingchat.sse.protocol.ResponseEvents.ofWholeBody;
import static io.github.streamingchat.sse.protocol.ResponseEvents.recording;
import static io.github.streamingchat.sse.protocol.ResponseEvents.strictly;
import static io.github.streamingchat.sse.protocol.ResponseEvents.text;
import static io.github.streamingchat.sse.protocol.ResponseEvents.wholeText;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Responses stream ends, and what becomes of events that are missing or come twice. */
class OpenAiResponsesEndTest {
  @ParameterizedTest
  @CsvSource({
    "max_output_tokens, LENGTH",
    "content_filter, CONTENT_FILTER",
    "max_messages, OTHER",
    "steered, OTHER",
  })
  void anIncompleteAnswerTellsWhy(String reason, FinishReason.Kind kind) {
    Decoding decoding = decoded(text("Hel"), incomplete(reason));

    assertThat(decoding.message().text()).isEqualTo("Hel");
    assertThat(decoding.finish()).isEqualTo(new FinishReason(kind, reason));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void anIncompleteAnswerMayNotTellWhy() {
    assertThat(decoded(event("response.incomplete", "'response':{}")).finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.OTHER, "incomplete"));
  }

  @Test
  void theStatusOfACompletedResponseMayBeWorseThanItsEvent() {
    assertThat(decoded(
                event(
                    "response.completed",
                    "'response':{'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'}}"))
            .finish()
            .kind())
        .isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(decoded(event("response.completed", "'response':{'status':'in_progress'}"))
            .end())
        .isEqualTo(new Completed(true));
  }

  @Test
  void usageIsThatOfTheTerminalEvent() {
    Decoding decoding = decoded(
        CREATED,
        text("Hi"),
        event(
            "response.completed",
            "'response':{'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':4},"
                + "'output_tokens':5,'output_tokens_details':{'reasoning_tokens':3},'total_tokens':14}}"));

    assertThat(decoding.all(UsageReported.class))
        .extracting(UsageReported::usage)
        .containsExactly(new Usage(9L, 5L, 14L, 4L, 3L));
  }

  @Test
  void aTerminalEventWithoutAResponseIsTheEnd() {
    assertThat(
            decoded(text("Hi"), event("response.completed", "'response':null")).end())
        .isEqualTo(new Completed(true));
  }

  @Test
  void eventsBehindTheTerminalOneChangeNothing() {
    String late = event("response.rate_limits.updated", "'x':1")
        + text("late")
        + incomplete("content_filter")
        + event("error", "'message':'late'");

    assertThat(decoded(text("Hi"), COMPLETED, late)).isEqualTo(decoded(text("Hi"), COMPLETED));
  }

  @Test
  void anEndWithoutATerminalEventIsATruncation() {
    Decoding decoding = decoded(CREATED, text("Hel"), wholeText("Hello"));

    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(decoding.all(Finished.class)).isEmpty();
    assertThat(decoding.text()).isEqualTo("Hello");
  }

  @Test
  void aFailedResponseFailsTheAnswerAndKeepsTheText() {
    Decoding decoding = decoded(recording("overloaded"));

    assertThat(decoding.message().text()).isEqualTo("Hel");
    assertThat(decoding.error().kind()).isEqualTo(ChatError.Kind.SERVER);
    assertThat(decoding.error().code()).isEqualTo("server_error");
    assertThat(decoding.error().message()).endsWith(": The model is overloaded.");
    assertThat(decoding.error().retryable()).isTrue();
  }

  @Test
  void aFailedResponseMayNotTellWhyButWhatItCost() {
    Decoding decoding =
        decoded(event("response.failed", "'response':{'error':null,'usage':{'input_tokens':9}}"));

    assertThat(decoding.error().code()).isEqualTo("response.failed");
    assertThat(decoding.all(UsageReported.class)).hasSize(1);
    assertThat(decoded(event("response.cancelled", "'response':{}")).error().code())
        .isEqualTo("response.cancelled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'error','code':'rate_limit_exceeded','message':'Slow down.','param':null",
        "'type':'error','error':{'type':'requests','code':'rate_limit_exceeded','message':'Slow down.','param':null}",
        "'error':{'type':'requests','code':'rate_limit_exceeded','message':'Slow down.'}",
      })
  void anErrorIsToldInTwoShapesAndByGatewaysWithoutAType(String members) {
    Decoding decoding = decoded(text("Hi"), data(members));

    assertThat(decoding.error().kind()).isEqualTo(ChatError.Kind.RATE_LIMIT);
    assertThat(decoding.error().code()).isEqualTo("rate_limit_exceeded");
    assertThat(decoding.error().message()).endsWith(": Slow down.");
    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void anErrorEventMayBeWordsOnly() {
    assertThat(decoded("event: error\ndata: out of words\n\n").error().message())
        .endsWith(": out of words");
  }

  @Test
  void anErrorThatIsNullIsNone() {
    Decoding decoding = decoded(
        event("response.output_text.delta", "'error':null,'item_id':'m','delta':'Hi'"), COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void anEventThatComesTwiceIsDropped() {
    Decoding decoding = decoded(
        numbered(4, "Hel"),
        numbered(5, "lo"),
        numbered(4, "Hel"),
        numbered(5, "lo"),
        numbered(6, "!"),
        COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hello!");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aGapIsReportedAndTheWholeFillsIt() {
    String[] stream = {numbered(4, "Hel"), numbered(6, "!"), wholeText("Hello!"), COMPLETED};

    assertThat(decoded(stream).text()).isEqualTo("Hello!");
    assertThat(decoded(stream).problems()).containsExactly("sequence_gap");
    assertThat(strictly(stream).error().code()).isEqualTo("sequence_gap");
    assertThat(strictly(stream).message().text()).isEqualTo("Hel");
  }

  @Test
  void theTerminalEventIsNoDuplicateWhateverItsNumber() {
    Decoding decoding = decoded(
        numbered(4, "Hi"), event("response.completed", "'sequence_number':2,'response':{}"));

    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "null", "'1'", "1.5", "99999999999999999999"})
  void aServerThatDoesNotCountLosesNothing(String number) {
    String counted = "'sequence_number':" + number + ",'item_id':'m','delta':";
    Decoding decoding = decoded(
        event("response.created", "'sequence_number':" + number + ",'response':{}"),
        event("response.output_text.delta", counted + "'Hel'"),
        event("response.output_text.delta", counted + "'lo'"),
        COMPLETED);

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void whatWasMissingIsTakenFromTheTerminalEvent() {
    Decoding decoding = decoded(
        text("Hel"),
        event(
            "response.completed",
            "'response':{'output':[{'id':'msg_1','type':'message','content':["
                + "{'type':'output_text','text':'Hello'}]},"
                + "{'id':'fc_1','type':'function_call','call_id':'c1','name':'f','arguments':'{}'}]}"));

    assertThat(decoding.message().parts())
        .containsExactly(Part.text("Hello"), new Part.ToolCall("c1", "f", ChatText.of("{}"), true));
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void anAnswerInOnePiece() {
    Decoding decoding = ofWholeBody("{'id':'resp_1','object':'response','status':'completed',"
        + "'model':'gpt-x','error':null,'incomplete_details':null,'output':["
        + "{'id':'rs_1','type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}],"
        + "'encrypted_content':'E'},"
        + "{'id':'msg_1','type':'message','role':'assistant','content':["
        + "{'type':'output_text','text':'Hello','annotations':[]}]}],"
        + "'usage':{'input_tokens':9,'output_tokens':2,'total_tokens':11}}");

    assertThat(decoding.message().parts())
        .containsExactly(
            new Part.Reasoning(ChatText.of("Hm."), new Part.Seal("openai-responses", "rs_1", "E")),
            Part.text("Hello"));
    assertThat(decoding.events().get(0)).isEqualTo(new Started("", "resp_1", "gpt-x"));
    assertThat(decoding.message().usage()).contains(new Usage(9L, 2L, 11L, null, null));
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void anAnswerInOnePieceMayBeIncompleteOrFailed() {
    assertThat(ofWholeBody(
                "{'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'},'output':[]}")
            .finish()
            .kind())
        .isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(ofWholeBody(
                "{'status':'failed','error':{'code':'server_error','message':'no'},'output':[]}")
            .error()
            .message())
        .endsWith(": no");
    assertThat(ofWholeBody("{'error':{'code':'server_error','message':'no'}}")
            .error()
            .message())
        .endsWith(": no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_progress", "queued"})
  void anAnswerThatIsMadeInTheBackgroundIsNoneYet(String status) {
    Decoding decoding = ofWholeBody("{'status':'" + status + "','output':[]}");

    assertThat(decoding.error().code()).isEqualTo("response." + status);
    assertThat(decoding.error().message()).contains("background");
  }

  @Test
  void anotherBodyIsSaidToBeThat() {
    assertThat(ofWholeBody("{'choices':[]}").error().message())
        .contains("does not speak OpenAI Responses", "its JSON has no output");
    assertThat(ofWholeBody("").end()).isEqualTo(new Truncated(null));
    assertThat(ofWholeBody("{'output':[").end()).isEqualTo(new Truncated(null));
  }
}
