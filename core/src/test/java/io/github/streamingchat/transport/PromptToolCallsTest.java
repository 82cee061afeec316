package io.github.streamingchat.transport;

import static io.github.streamingchat.transport.Talk.SEAL;
import static io.github.streamingchat.transport.Talk.answer;
import static io.github.streamingchat.transport.Talk.assistant;
import static io.github.streamingchat.transport.Talk.call;
import static io.github.streamingchat.transport.Talk.failed;
import static io.github.streamingchat.transport.Talk.growingCall;
import static io.github.streamingchat.transport.Talk.message;
import static io.github.streamingchat.transport.Talk.messages;
import static io.github.streamingchat.transport.Talk.providerCall;
import static io.github.streamingchat.transport.Talk.result;
import static io.github.streamingchat.transport.Talk.sealedThought;
import static io.github.streamingchat.transport.Talk.stopped;
import static io.github.streamingchat.transport.Talk.told;
import static io.github.streamingchat.transport.Talk.tool;
import static io.github.streamingchat.transport.Talk.turn;
import static io.github.streamingchat.transport.Talk.unanswered;
import static io.github.streamingchat.transport.Talk.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.PromptHistory.Interrupted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call that is told has its result at once, and every result its call. */
class PromptToolCallsTest {
  private static final Part.Text TEXT = Part.text("Let me see.");
  private static final Part.Text MORE = Part.text("It is cold.");

  @Test
  void resultsFollowTheirCallsInTheOrderOfTheCalls() {
    assertThat(told(
            answer(TEXT, call("a"), call("b")),
            MessageDraft.toolResult("b", 2),
            MessageDraft.toolError("a", "closed"),
            MessageDraft.assistant("Hm.")))
        .containsExactly(
            assistant(TEXT, call("a"), call("b")),
            tool(new Part.ToolResult("a", "closed", true), result("b", 2)),
            assistant(Part.text("Hm.")));
  }

  @Test
  void aCallThatNobodyAnsweredGetsAnError() {
    assertThat(told(
            answer(call("a"), call("b")),
            MessageDraft.toolResult("b", "x"),
            MessageDraft.user("?")))
        .containsExactly(
            assistant(call("a"), call("b")), tool(unanswered("a"), result("b", "x")), user("?"));
  }

  @Test
  void aLateResultIsMovedToItsCall() {
    assertThat(told(
            answer(call("a")),
            MessageDraft.user("Hurry."),
            MessageDraft.toolResult("a", "x"),
            MessageDraft.assistant("Done.")))
        .containsExactly(
            assistant(call("a")),
            tool(result("a", "x")),
            user("Hurry."),
            assistant(Part.text("Done.")));
  }

  @Test
  void aResultWithoutACallIsLeftOut() {
    assertThat(told(
            MessageDraft.toolResult("a", "x"),
            answer(call("a")),
            MessageDraft.toolResult("b", "y")))
        .containsExactly(assistant(call("a")), tool(unanswered("a")));
  }

  @Test
  void theLastOfSeveralResultsCounts() {
    assertThat(told(
            answer(call("a")), MessageDraft.toolResult("a", 1), MessageDraft.toolResult("a", 2)))
        .containsExactly(assistant(call("a")), tool(result("a", 2)));
  }

  @Test
  void anAnswerThatGoesOnAfterItsResultsBecomesSeveralTurns() {
    assertThat(told(answer(
            TEXT,
            call("a"),
            result("a"),
            MORE,
            call("b"),
            result("b", "x"),
            sealedThought("hm"),
            TEXT)))
        .containsExactly(
            assistant(TEXT, call("a")),
            tool(result("a")),
            assistant(MORE, call("b")),
            tool(result("b", "x")),
            assistant(sealedThought("hm"), TEXT));
  }

  @Test
  void aResultThatComesAfterTheAnswerWentOnGoesToItsCall() {
    assertThat(told(answer(call("a"), call("b"), result("a"), TEXT, result("b"), MORE)))
        .containsExactly(
            assistant(call("a"), call("b")), tool(result("a"), result("b")), assistant(TEXT, MORE));
  }

  @Test
  void aResultBeforeItsCallInTheSameMessageIsTaken() {
    assertThat(told(answer(result("a"), call("a"), TEXT)))
        .containsExactly(assistant(call("a"), TEXT), tool(result("a")));
  }

  @Test
  void aResultThatAUserGivesIsTakenToItsCall() {
    assertThat(told(
            answer(call("a")),
            message(Role.USER, MessageStatus.COMPLETED, result("a"), Part.text("And?"))))
        .containsExactly(assistant(call("a")), tool(result("a")), user("And?"));
  }

  @Test
  void whatElseAToolGivesIsToldByTheUser() {
    Part.File picture = new Part.File("image/png", null, null, "AAAA");

    assertThat(told(
            answer(call("a")), message(Role.TOOL, MessageStatus.COMPLETED, result("a"), picture)))
        .containsExactly(assistant(call("a")), tool(result("a")), turn(Role.USER, picture));
  }

  @Test
  void theAuthorOfAResultIsThatOfItsTurn() {
    Author author = Author.named("Thermometer");
    MessageDraft measured =
        MessageDraft.builder(Role.TOOL).author(author).part(result("a")).build();

    assertThat(told(answer(call("a")), measured).get(1))
        .isEqualTo(new PromptTurn(Role.TOOL, author, List.of(result("a"))));
  }

  @Test
  void aCallThatIsNotCompleteIsLeftOutWithItsResult() {
    assertThat(told(
            answer(TEXT, growingCall("a")),
            MessageDraft.toolResult("a", 1),
            answer(growingCall("b"))))
        .containsExactly(assistant(TEXT));
  }

  @Test
  void aCallWithoutANameIsLeftOut() {
    Part.ToolCall nameless = new Part.ToolCall("a", " ", ChatText.of("{}"), true);

    assertThat(told(answer(TEXT, nameless), MessageDraft.toolResult("a", 1)))
        .containsExactly(assistant(TEXT));
  }

  @Test
  void argumentsThatAreNotThereAreAnEmptyObject() {
    assertThat(told(answer(call("a", " \n"))))
        .containsExactly(assistant(call("a", "{}")), tool(unanswered("a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"x\"", "{\"a\":", "{} x", "{'a':1}", "null", "{\"\\uD83D\":1}"})
  void argumentsThatAreNoObjectAreToldInsideOne(String arguments) {
    Part.ToolCall sent =
        (Part.ToolCall) told(answer(call("a", arguments))).get(0).parts().get(0);

    assertThat(sent.content().toString()).startsWith("{\"unreadable_arguments\":\"");
    assertThat(sent.complete()).isTrue();
  }

  @Test
  void argumentsThatAreTooDeepForARequestAreToldInsideAnObject() {
    String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
    Part.ToolCall sent =
        (Part.ToolCall) told(answer(call("a", deep))).get(0).parts().get(0);

    assertThat(sent.content().toString()).startsWith("{\"unreadable_arguments\":\"");
  }

  @Test
  void aCallKeepsItsSeal() {
    Part.ToolCall sealed = new Part.ToolCall("a", "weather", ChatText.of(""), true, false, SEAL);

    assertThat(told(answer(sealed)).get(0))
        .isEqualTo(
            assistant(new Part.ToolCall("a", "weather", ChatText.of("{}"), true, false, SEAL)));
  }

  @Test
  void callsOfOneIdInSeveralAnswersAreToldApart() {
    assertThat(told(
            answer(call("call-1")),
            MessageDraft.toolResult("call-1", "first"),
            answer(call("call-1")),
            answer(call("call-1")),
            MessageDraft.toolResult("call-1", "third")))
        .containsExactly(
            assistant(call("call-1")),
            tool(result("call-1", "first")),
            assistant(call("call-1_1")),
            tool(unanswered("call-1_1")),
            assistant(call("call-1_2")),
            tool(result("call-1_2", "third")));
  }

  @Test
  void callsOfOneIdInOneAnswerAreAnsweredInTheirOrder() {
    assertThat(told(
            answer(call("a"), call("a")),
            MessageDraft.toolResult("a", 1),
            MessageDraft.toolResult("a", 2)))
        .containsExactly(assistant(call("a"), call("a_1")), tool(result("a", 1), result("a_1", 2)));
  }

  @Test
  void aCallWithoutAnIdGetsOne() {
    assertThat(told(answer(call("")), MessageDraft.toolResult("", 1)))
        .containsExactly(assistant(call("call")), tool(result("call", 1)));
  }

  @Test
  void theCallsOfAnInterruptedAnswerAreClosedAndNeedNoMark() {
    assertThat(told(stopped(TEXT, call("a"), growingCall("b")), MessageDraft.user("?")))
        .containsExactly(assistant(TEXT, call("a")), tool(unanswered("a")), user("?"));
  }

  @Test
  void nothingStandsBetweenTheResultsOfAnInterruptedAnswerAndTheNextOne() {
    assertThat(told(failed(call("a"), sealedThought("hm")), MessageDraft.toolResult("a", 1)))
        .containsExactly(assistant(call("a")), tool(result("a", 1)));
  }

  @Test
  void anAnswerThatWasInterruptedAfterItsResultsIsMarkedInItsLastTurn() {
    assertThat(told(stopped(call("a"), result("a"), TEXT)))
        .containsExactly(
            assistant(call("a")),
            tool(result("a")),
            assistant(TEXT, Part.text("\n\n[This answer was stopped here.]")));
  }

  @Test
  void anAnswerThatWasInterruptedWhileItSpokeAfterItsCallIsMarked() {
    assertThat(told(stopped(call("a"), TEXT)).get(0))
        .isEqualTo(assistant(call("a"), TEXT, Part.text("\n\n[This answer was stopped here.]")));
  }

  @Test
  void theResultsOfALeftOutAnswerAreLeftOut() {
    assertThat(PromptHistory.DEFAULTS
            .interrupted(Interrupted.LEAVE_OUT)
            .of(messages(List.of(
                answer(call("a")),
                MessageDraft.toolResult("a", "kept"),
                failed(call("a")),
                MessageDraft.toolResult("a", "lost")))))
        .containsExactly(assistant(call("a")), tool(result("a", "kept")));
  }

  @Test
  void aResultOfAMessageThatStillGrowsIsNotTold() {
    assertThat(told(answer(call("a")), message(Role.TOOL, MessageStatus.STREAMING, result("a"))))
        .containsExactly(assistant(call("a")), tool(unanswered("a")));
  }

  @Test
  void whatTheProviderRanKeepsItsPlace() {
    Part[] parts = {TEXT, providerCall("s"), result("s"), MORE};

    assertThat(told(answer(parts))).containsExactly(assistant(parts));
  }

  @Test
  void aProvidersCallMayBeAnsweredInItsNextMessage() {
    assertThat(told(answer(providerCall("s")), answer(result("s"), MORE)))
        .containsExactly(assistant(providerCall("s")), assistant(result("s"), MORE));
  }

  @Test
  void nobodyElseAnswersAProvidersCall() {
    assertThat(told(answer(providerCall("s"), result("s")), MessageDraft.toolResult("s", 1)))
        .containsExactly(assistant(providerCall("s"), result("s")));
    assertThat(told(answer(providerCall("s"), result("s"), result("s", 2))))
        .containsExactly(assistant(providerCall("s"), result("s")));
  }

  @Test
  void aProvidersCallThatWasInterruptedBeforeItsResultIsLeftOut() {
    assertThat(told(stopped(TEXT, providerCall("s"), result("s"), providerCall("t")))
            .get(0)
            .parts())
        .startsWith(TEXT, providerCall("s"), result("s"))
        .hasSize(4);
  }

  @Test
  void aProvidersResultMayBeARawPart() {
    Part.Raw found = new Part.Raw("web_search_tool_result", Map.of("tool_use_id", "s"));

    assertThat(told(stopped(providerCall("s"), found, TEXT)).get(0).parts())
        .startsWith(providerCall("s"), found, TEXT);
  }
}
