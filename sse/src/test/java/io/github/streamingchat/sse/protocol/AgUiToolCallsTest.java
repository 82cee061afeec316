package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.RUN_FINISHED;
import static io.github.streamingchat.sse.protocol.AgUiEvents.RUN_STARTED;
import static io.github.streamingchat.sse.protocol.AgUiEvents.arguments;
import static io.github.streamingchat.sse.protocol.AgUiEvents.callEnd;
import static io.github.streamingchat.sse.protocol.AgUiEvents.callStart;
import static io.github.streamingchat.sse.protocol.AgUiEvents.chunk;
import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.result;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.runStrictly;
import static io.github.streamingchat.sse.protocol.AgUiEvents.start;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent.ArgumentsCompleted;
import io.github.streamingchat.transport.StreamEvent.Completed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tool calls of an agent: those that it runs itself, and those that wait for the application. */
class AgUiToolCallsTest {
  private static final String OF_M1 = ",'parentMessageId':'m1'";

  private static String call(String callId, String parent) {
    return callStart(callId, parent) + arguments(callId, "{}") + callEnd(callId);
  }

  /** The calls of each message: their ids and arguments. */
  private static List<List<String>> calls(Decoding decoding) {
    return decoding.messages().stream()
        .map(message -> message.parts(Part.ToolCall.class).stream()
            .map(call -> call.callId() + call.content() + (call.complete() ? "" : ".."))
            .toList())
        .toList();
  }

  private static FinishReason.Kind reason(ChatMessage message) {
    return message.finishReason().orElseThrow().kind();
  }

  private static String toolChunk(String members) {
    return event("TOOL_CALL_CHUNK", members);
  }

  @Test
  void aCallIsPartOfItsParentEvenIfThatIsNotTheLastMessage() {
    Decoding decoding = run(text("m1", "one"), text("m2", "two"), call("c1", OF_M1));

    assertThat(calls(decoding)).containsExactly(List.of("c1{}"), List.of());
  }

  @Test
  void aParentThatIsUnknownBegins() {
    Decoding decoding =
        run(text("m1", "one"), call("c1", ",'parentMessageId':'m2'"), text("m2", "two"));

    assertThat(calls(decoding)).containsExactly(List.of(), List.of("c1{}"));
    assertThat(decoding.messages()).extracting(ChatMessage::text).containsExactly("one", "two");
  }

  @Test
  void theFirstParentIsThePrimaryMessage() {
    Decoding decoding = run(call("c1", OF_M1), text("m1", "Hi"));

    assertThat(calls(decoding)).containsExactly(List.of("c1{}"));
    assertThat(decoding.message().text()).isEqualTo("Hi");
  }

  @Test
  void aCallWithoutParentIsPartOfTheMessageThatBeganLast() {
    assertThat(calls(run(call("c1", "")))).containsExactly(List.of("c1{}"));
    assertThat(calls(run(text("m1", "one"), text("m2", "two"), call("c1", ""))))
        .containsExactly(List.of(), List.of("c1{}"));
  }

  @Test
  void aCallWhoseParentIsTheQuestionIsAMessageOfItsOwn() {
    String question = event("TEXT_MESSAGE_START", "'messageId':'u1','role':'user'")
        + event("TEXT_MESSAGE_END", "'messageId':'u1'");
    Decoding decoding =
        run(question, text("m1", "one"), call("c1", ",'parentMessageId':'u1'"), text("m2", "two"));

    assertThat(calls(decoding)).containsExactly(List.of(), List.of("c1{}"), List.of());
  }

  @Test
  void aCallThatWaitsForItsResultIsTheReasonOfItsMessage() {
    List<ChatMessage> messages =
        run(text("m1", "one"), call("c1", OF_M1), text("m2", "two")).messages();

    assertThat(reason(messages.get(0))).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(reason(messages.get(1))).isEqualTo(FinishReason.Kind.UNKNOWN);
  }

  @Test
  void aCallOfAnyMessageIsTheReasonOfTheAnswer() {
    List<ChatMessage> messages =
        run(text("m1", "one"), call("c1", ",'parentMessageId':'m2'")).messages();

    assertThat(messages).hasSize(2);
    assertThat(reason(messages.get(0))).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(reason(messages.get(1))).isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void aCallThatTheAgentAnsweredIsNot() {
    Decoding decoding = run(text("m1", "one"), call("c1", OF_M1), result("c1", "3 C"));

    assertThat(reason(decoding.message())).isEqualTo(FinishReason.Kind.UNKNOWN);
    assertThat(decoding.message().parts(Part.ToolResult.class))
        .containsExactly(new Part.ToolResult("c1", "3 C", false));
    assertThat(decoding.message().parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::providerRun)
        .containsExactly(false);
  }

  @Test
  void aResultStandsWithItsCall() {
    Decoding decoding =
        run(text("m1", "one"), call("c1", OF_M1), text("m2", "two"), result("c1", "3 C"));

    assertThat(decoding.messages())
        .extracting(message -> message.parts(Part.ToolResult.class).size())
        .containsExactly(1, 0);
  }

  @Test
  void aResultOfACallBeforeTheRunIsKept() {
    assertThat(run(text("m1", "one"), result("c0", "3 C")).message().parts(Part.ToolResult.class))
        .containsExactly(new Part.ToolResult("c0", "3 C", false));
  }

  @Test
  void argumentsComeInPiecesAndAreCompleteAtTheirEnd() {
    Decoding decoding = run(
        text("m1", "one"),
        callStart("c1", OF_M1),
        callStart("c2", OF_M1),
        arguments("c1", "[1"),
        arguments("c2", "[2"),
        arguments("c1", "]"),
        callEnd("c1"),
        arguments("c2", "]"),
        callEnd("c2"));

    assertThat(calls(decoding)).containsExactly(List.of("c1[1]", "c2[2]"));
    assertThat(decoding.all(ArgumentsCompleted.class))
        .extracting(ArgumentsCompleted::part)
        .containsExactly("c1", "c2");
  }

  @Test
  void aPrefixThatParsesIsNotTheEnd() {
    Decoding decoding =
        Decoding.of(AgUiEvents.ENDPOINT, RUN_STARTED + callStart("c1", "") + arguments("c1", "{}"));

    assertThat(calls(decoding)).containsExactly(List.of("c1{}.."));
  }

  @Test
  void chunksOpenGoOnAndAreClosedByAnotherIdAnotherKindOrTheEnd() {
    Decoding decoding = run(
        text("m1", "one"),
        toolChunk("'toolCallId':'c1','toolCallName':'w','parentMessageId':'m1','delta':'[1'"),
        toolChunk("'delta':']'"),
        toolChunk("'toolCallId':'c2','toolCallName':'w','delta':'[2]'"),
        chunk("'messageId':'m2','delta':'two'"),
        toolChunk("'toolCallId':'c3','toolCallName':'w'"),
        toolChunk("'toolCallId':'c3','delta':'[3]'"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(calls(decoding)).containsExactly(List.of("c1[1]", "c2[2]"), List.of("c3[3]"));
    assertThat(decoding.events()).last().isEqualTo(new Completed(true));
  }

  @Test
  void aChunkForAnOpenCallIsMoreOfItsArguments() {
    Decoding decoding =
        run(callStart("c1", ""), toolChunk("'toolCallId':'c1','delta':'[1]'"), callEnd("c1"));

    assertThat(calls(decoding)).containsExactly(List.of("c1[1]"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void whatTheAgentSealedIsKeptWithTheCallWheneverItComes() {
    String seal = event(
        "REASONING_ENCRYPTED_VALUE",
        "'subtype':'tool-call','entityId':'c1','encryptedValue':'abc'");
    String begin = callStart("c1", "") + arguments("c1", "[1");
    String end = arguments("c1", "]") + callEnd("c1");

    for (String events : List.of(seal + begin + end, begin + seal + end, begin + end + seal)) {
      Decoding decoding = run(events);

      assertThat(calls(decoding)).containsExactly(List.of("c1[1]"));
      assertThat(decoding.message().parts(Part.ToolCall.class).get(0).seal())
          .isEqualTo(new Part.Seal("ag-ui", null, "abc"));
      assertThat(decoding.problems()).isEmpty();
    }
  }

  static Stream<Arguments> disorder() {
    String one = callStart("c1", "") + arguments("c1", "[1]");
    return Stream.of(
        Arguments.of("call_after_end", one + callEnd("c1") + arguments("c1", "2")),
        Arguments.of("call_after_end", one + callEnd("c1") + callStart("c1", "")),
        Arguments.of(
            "call_after_end", one + callEnd("c1") + toolChunk("'toolCallId':'c1','delta':'2'")),
        Arguments.of("started_twice", callStart("c1", "") + one + callEnd("c1")),
        Arguments.of("open_at_end", one),
        Arguments.of("result_before_end", one + result("c1", "3 C")),
        Arguments.of("end_without_start", one + callEnd("c1") + callEnd("c1")),
        Arguments.of("arguments_without_start", arguments("c2", "[2]") + one + callEnd("c1")),
        Arguments.of("call_without_id", one + callEnd("c1") + toolChunk("'delta':'2'")),
        Arguments.of("call_without_name", one + callEnd("c1") + toolChunk("'toolCallId':'c2'")),
        Arguments.of(
            "result_without_call",
            one + callEnd("c1") + event("TOOL_CALL_RESULT", "'content':'x'")));
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void disorderIsPutRightAndReportedAndACallThatEndedDoesNotChange(String code, String events) {
    Decoding decoding = run(events);

    assertThat(calls(decoding)).containsExactly(List.of("c1[1]"));
    assertThat(decoding.problems()).containsExactly(code);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void readStrictlyDisorderFailsTheAnswer(String code, String events) {
    Decoding decoding = runStrictly(events);

    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void aRunOfNothingButACallIsWhole() {
    Decoding decoding = Decoding.of(
        AgUiEvents.ENDPOINT, RUN_STARTED + start("m1") + call("c1", OF_M1) + RUN_FINISHED);

    assertThat(calls(decoding)).containsExactly(List.of("c1{}"));
    assertThat(decoding.problems()).containsExactly("open_at_end");
  }
}
