package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.RUN_FINISHED;
import static io.github.streamingchat.sse.protocol.AgUiEvents.RUN_STARTED;
import static io.github.streamingchat.sse.protocol.AgUiEvents.callEnd;
import static io.github.streamingchat.sse.protocol.AgUiEvents.callStart;
import static io.github.streamingchat.sse.protocol.AgUiEvents.content;
import static io.github.streamingchat.sse.protocol.AgUiEvents.end;
import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.recording;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.start;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Noticed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a run begins and ends, and what it tells beside texts and tool calls. */
class AgUiDecoderTest {
  private static final String AGENT_ERROR = "'message':'model unavailable','code':'UNAVAILABLE'";

  private static Decoding decoded(String stream) {
    return Decoding.of(AgUiEvents.ENDPOINT, stream);
  }

  private static FinishReason reason(ChatMessage message) {
    return message.finishReason().orElseThrow();
  }

  @Test
  void aPlainAnswer() {
    Decoding decoding = decoded(recording("plain"));
    ChatMessage message = decoding.message();

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(message.text()).isEqualTo("Hello");
    assertThat(message.aliases()).containsExactly("m1");
    assertThat(reason(message)).isEqualTo(new FinishReason(FinishReason.Kind.STOP, "stop"));
    assertThat(message.usage()).contains(new Usage(9L, 2L, 11L, null, null));
    assertThat(message.metadata())
        .contains(entry("model", "model-x"), entry("threadId", "th1"), entry("runId", "run1"));
  }

  @Test
  void anAgentThatThinksAndRunsAToolItself() {
    Decoding decoding = decoded(recording("reasoning-and-tools"));
    List<ChatMessage> messages = decoding.messages();
    ChatMessage first = messages.get(0);

    assertThat(decoding.problems()).isEmpty();
    assertThat(messages)
        .extracting(ChatMessage::text)
        .containsExactly("I will look.", "It is 3 C in Oslo.");
    assertThat(first.parts())
        .<Class<?>>extracting(Object::getClass)
        .containsExactly(
            Part.Data.class,
            Part.Reasoning.class,
            Part.Text.class,
            Part.ToolCall.class,
            Part.ToolResult.class);
    assertThat(first.parts(Part.Data.class).get(0).value())
        .isEqualTo(Map.of("step", 2L, "cities", List.of("Oslo")));
    assertThat(first.parts(Part.Reasoning.class).get(0).seal())
        .isEqualTo(new Part.Seal("ag-ui", null, "b3BhcXVl"));
    assertThat(first.metadata()).containsEntry("step", "look up");
    assertThat(reason(first)).isEqualTo(FinishReason.UNKNOWN);
    assertThat(first.usage()).contains(new Usage(39L, 14L, null, null, 5L));
    assertThat((List<?>) first.metadata().get("usage")).hasSize(2);
  }

  @Test
  void aRunThatIsInterruptedIsCompletedAndKeepsItsInterrupts() {
    Decoding decoding = decoded(recording("interrupt"));
    ChatMessage message = decoding.message();

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(reason(message))
        .isEqualTo(new FinishReason(FinishReason.Kind.INTERRUPTED, "interrupt"));
    assertThat(message.text()).isEqualTo("May I book it?");
    assertThat(message.parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::name, call -> call.content().toString(), Part.ToolCall::complete)
        .containsExactly(tuple("book", "{\"seat\":12}", true));
    assertThat(message.metadata().get("interrupts"))
        .isEqualTo(List.of(Map.of(
            "id", "i1",
            "reason", "tool_call",
            "toolCallId", "c1",
            "message", "Book seat 12?")));
  }

  @Test
  void theInterruptIsMoreThanTheReasonThatTheMessageGave() {
    Decoding decoding = decoded(RUN_STARTED
        + start("m1")
        + event("TEXT_MESSAGE_END", "'messageId':'m1','metadata':{'finishReason':'tool_calls'}")
        + event("RUN_FINISHED", "'outcome':{'type':'interrupt','interrupts':[{'id':'i1'}]}"));

    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.INTERRUPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "length, LENGTH",
    "tool_calls, TOOL_CALLS",
    "tool-calls, TOOL_CALLS",
    "content_filter, CONTENT_FILTER",
    "content-filter, CONTENT_FILTER",
    "error, ERROR",
    "eos, OTHER",
  })
  void theFinishReasonStandsInTheMetadata(String word, FinishReason.Kind kind) {
    Decoding decoding = run(
        start("m1"),
        event("TEXT_MESSAGE_END", "'messageId':'m1','metadata':{'finishReason':'" + word + "'}"));

    assertThat(decoding.finish()).isEqualTo(new FinishReason(kind, word));
  }

  @Test
  void withoutOneTheOutcomeOfTheRunIsTheReason() {
    String success = event("RUN_FINISHED", "'outcome':{'type':'success'}");

    assertThat(decoded(RUN_STARTED + text("m1", "Hi") + success).finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.STOP, "success"));
    assertThat(run(text("m1", "Hi")).finish()).isEqualTo(FinishReason.UNKNOWN);
    assertThat(decoded(RUN_STARTED
                + text("m1", "Hi")
                + callStart("c1", ",'parentMessageId':'m1'")
                + callEnd("c1")
                + success)
            .finish()
            .kind())
        .isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void outcomeAndParentThatAreNullAreAbsent() {
    Decoding decoding = decoded(RUN_STARTED
        + text("m1", "Hi")
        + callStart("c1", ",'parentMessageId':null")
        + callEnd("c1")
        + event("RUN_FINISHED", "'outcome':null,'result':null,'usage':null"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.messages()).hasSize(1);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void anErrorOfTheRunFailsItByItsCodeAtAnyTime() {
    for (String before :
        List.of("", RUN_STARTED, RUN_STARTED + start("m1") + content("m1", "Hel"))) {
      ChatError error = decoded(before + event("RUN_ERROR", AGENT_ERROR)).error();

      assertThat(error.kind()).isEqualTo(ChatError.Kind.SERVER);
      assertThat(error.code()).isEqualTo("UNAVAILABLE");
      assertThat(error.retryable()).isTrue();
      assertThat(error.message()).endsWith("model unavailable");
    }
  }

  @Test
  void whatFollowsAnErrorOrTheEndChangesNothing() {
    String failed = RUN_STARTED + text("m1", "Hel") + event("RUN_ERROR", AGENT_ERROR);
    String finished = RUN_STARTED + text("m1", "Hel") + RUN_FINISHED;

    for (String run : List.of(failed, finished)) {
      assertThat(decoded(run + RUN_STARTED + text("m2", "lo") + RUN_FINISHED))
          .isEqualTo(decoded(run));
    }
  }

  @Test
  void aRunThatFailsTellsWhatItCost() {
    Decoding decoding = decoded(RUN_STARTED
        + event("RUN_ERROR", AGENT_ERROR + ",'usage':[{'inputTokens':3},{'inputTokens':4}]"));

    assertThat(decoding.message().usage()).contains(new Usage(7L, null, null, null, null));
  }

  @Test
  void aStreamThatEndsWithoutTheEndOfItsRunIsTruncatedWhateverItsMessagesSaid() {
    assertThat(decoded(RUN_STARTED
                + start("m1")
                + event("TEXT_MESSAGE_END", "'messageId':'m1','metadata':{'finishReason':'stop'}"))
            .end())
        .isEqualTo(new Truncated(null));
  }

  @Test
  void aSecondStartOfTheRunIsReported() {
    assertThat(run(RUN_STARTED, text("m1", "Hi")).problems()).containsExactly("started_twice");
  }

  @Test
  void metadataIsMergedShallowlyAndKeepsNulls() {
    Decoding decoding = run(
        event("TEXT_MESSAGE_START", "'messageId':'m1','metadata':{'a':{'x':1},'b':1,'c':2}"),
        event(
            "TEXT_MESSAGE_CONTENT",
            "'messageId':'m1','delta':'Hi','metadata':{'a':{'y':2},'b':null}"),
        event("TEXT_MESSAGE_END", "'messageId':'m1','metadata':null"));

    assertThat(decoding.metadata())
        .contains(entry("a", Map.of("y", 2)), entry("b", null), entry("c", 2));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theMetadataOfAMessageIsItsOwn() {
    List<ChatMessage> messages = run(
            text("m1", "one"),
            event("TEXT_MESSAGE_START", "'messageId':'m2','metadata':{'a':1}"),
            content("m2", "two"),
            end("m2"))
        .messages();

    assertThat(messages.get(0).metadata()).doesNotContainKey("a");
    assertThat(messages.get(1).metadata()).containsEntry("a", 1L);
  }

  @Test
  void theStepThatTheAgentIsInIsKeptAndTakesBackNoAttempt() {
    Decoding decoding = run(
        event("STEP_STARTED", "'stepName':'plan'"), event("STEP_FINISHED", "'stepName':'plan'"));

    assertThat(decoding.metadata()).containsEntry("step", "plan");
    assertThat(decoding.message().parts()).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void stepsOutOfOrderAreReported() {
    assertThat(run(event("STEP_FINISHED", "'stepName':'plan'")).problems())
        .containsExactly("end_without_start");
    assertThat(run(event("STEP_STARTED", "'stepName':'plan'")).problems())
        .containsExactly("open_at_end");
    assertThat(run(
                event("STEP_STARTED", "'stepName':'plan'"),
                event("STEP_STARTED", "'stepName':'plan'"),
                event("STEP_FINISHED", "'stepName':'plan'"))
            .problems())
        .containsExactly("started_twice");
  }

  @Test
  void rawEventsAndThoseThatNobodyKnowsAreKeptAsTheyCame() {
    Decoding decoding = run(
        text("m1", "Hi"),
        event("RAW", "'event':{'on':'chain'},'source':'langgraph'"),
        event("SUBAGENT_STARTED", "'subagentRunId':'s1'"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.Raw.class))
        .containsExactly(
            new Part.Raw("RAW", Map.of("event", Map.of("on", "chain"), "source", "langgraph")),
            new Part.Raw(
                "SUBAGENT_STARTED", Map.of("type", "SUBAGENT_STARTED", "subagentRunId", "s1")));
  }

  @Test
  void customEventsAreDataUnderTheirName() {
    Decoding decoding = run(
        text("m1", "Hi"),
        event("CUSTOM", "'name':'chart','value':{'rows':3}"),
        event("CUSTOM", "'name':'chart','value':{'rows':4}"));

    assertThat(decoding.message().parts(Part.Data.class))
        .containsExactly(
            new Part.Data("chart", null, Map.of("rows", 3)),
            new Part.Data("chart", null, Map.of("rows", 4)));
  }

  @Test
  void customEventsWithoutEndAreToldAndNotKept() {
    Decoding decoding = run(event("CUSTOM", "'name':'tick','value':1").repeat(300));

    assertThat(decoding.message().parts(Part.Data.class)).hasSize(256);
    assertThat(decoding.all(Noticed.class)).hasSize(44);
    assertThat(decoding.problems()).containsExactly("custom_not_kept");
  }

  @Test
  void theResultOfARunIsData() {
    assertThat(decoded(RUN_STARTED + event("RUN_FINISHED", "'result':{'ok':true}"))
            .message()
            .parts())
        .containsExactly(new Part.Data("result", null, Map.of("ok", true)));
  }

  @Test
  void aModelThatIsTheOnlyOneIsTold() {
    Decoding decoding =
        decoded(RUN_STARTED + event("RUN_FINISHED", "'usage':[{'model':'x','inputTokens':9}]"));

    assertThat(decoding.message().metadata()).containsEntry("model", "x");
  }

  @Test
  void countsThatCannotBeAreNotCounted() {
    Decoding decoding = decoded(
        RUN_STARTED
            + event(
                "RUN_FINISHED",
                "'usage':[{'inputTokens':-1,'outputTokens':'x'},7,{'totalTokens':9223372036854775807},{'totalTokens':5}]"));

    assertThat(decoding.message().usage())
        .contains(new Usage(null, null, Long.MAX_VALUE, null, null));
  }

  @Test
  void aBodyInOnePieceIsAnErrorOrNotAgUi() {
    Decoding error = Decoding.ofWholeBody(
        AgUiEvents.ENDPOINT, "{\"type\":\"RUN_ERROR\",\"message\":\"no\",\"code\":\"rate_limit\"}");
    Decoding other = Decoding.ofWholeBody(AgUiEvents.ENDPOINT, "{\"detail\":\"Not Found\"}");

    assertThat(error.error().kind()).isEqualTo(ChatError.Kind.RATE_LIMIT);
    assertThat(other.error().message()).contains("does not speak AG-UI", "check the URL");
  }
}
