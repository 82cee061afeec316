package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Change;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parts that come as a whole, tool calls, seals, notices and steps, as an answer keeps them. */
class WholePartsTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final RetryPolicy REPLACE = RetryPolicy.builder()
      .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
      .build();

  private final List<String> told = new ArrayList<>();
  private Scene scene = new Scene();
  private Answer answer = scene.ask();

  private void ask(RetryPolicy retry) {
    scene = new Scene(retry);
    answer = scene.ask();
  }

  private EventSink sink() {
    return scene.sink();
  }

  private MessageSink primary() {
    return sink().primary();
  }

  private ChatMessage message() {
    return answer.message();
  }

  private Part part(int position) {
    return message().parts().get(position);
  }

  private static Part.ToolCall call(String arguments, boolean complete) {
    return new Part.ToolCall("c1", "add", ChatText.of(arguments), complete);
  }

  private static Part.Data data(Object value) {
    return new Part.Data("chart", "d1", value);
  }

  @Test
  void aToolCallGrowsToItsCompleteArguments() {
    primary().put("k", call("", false));
    primary().arguments("k", "{\"a\":");
    assertThat(part(0)).isEqualTo(call("{\"a\":", false));
    primary().arguments("k", "1}");
    assertThat(part(0)).isEqualTo(call("{\"a\":1}", false));
    primary().completeArguments("k");

    assertThat(part(0)).isEqualTo(call("{\"a\":1}", true));
    assertThat(message().parts(Part.ToolCall.class)).hasSize(1);
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
  }

  @Test
  void argumentsThatNeverCameAreAnEmptyObject() {
    primary().put("k", call("", false));
    primary().completeArguments("k");

    assertThat(part(0)).isEqualTo(call("{}", true));
  }

  @Test
  void aCallThatIsToldAgainKeepsItsArgumentsAndTakesItsNewName() {
    primary().put("k", new Part.ToolCall("c1", "", ChatText.EMPTY, false));
    primary().arguments("k", "{");
    primary().put("k", call("", false));
    primary().arguments("k", "}");

    assertThat(part(0)).isEqualTo(call("{}", false));
  }

  @Test
  void theArgumentsOfACompleteCallNoLongerGrow() {
    primary().put("k", call("{}", true));
    primary().arguments("k", "x");
    primary().completeArguments("k");

    assertThat(part(0)).isEqualTo(call("{}", true));
    sink().completed(true);
    assertThat(problems()).containsExactly("no_tool_call");
  }

  @Test
  void argumentsWithoutACallArePassedOverAndReported() {
    primary().arguments("nobody's", "{}");
    primary().completeArguments("nobody's");
    sink().completed(true);

    assertThat(message().parts()).isEmpty();
    assertThat(problems()).containsExactly("no_tool_call", "no_tool_call");
  }

  private List<String> problems() {
    return Scene.outcomeOf(answer).evidence().problems().stream()
        .map(problem -> problem.code())
        .toList();
  }

  @Test
  void aWholePartTakesThePlaceOfTheOneOfItsKindAndKey() {
    primary().put("k", data(1));
    primary().put("k", new Part.Raw("other kind", 0));
    primary().put("k", data(2));

    assertThat(message().parts()).containsExactly(data(2), new Part.Raw("other kind", 0));
  }

  @Test
  void aPartThatIsPutBesideGrowingTextLeavesTheTextGrowing() {
    primary().text("0", "Hel");
    primary().put("k", data(1));
    primary().text("0", "lo");
    primary().put("k", data(2));
    primary().text("0", "!");

    assertThat(message().parts()).containsExactly(Part.text("Hello!"), data(2));
  }

  @Test
  void aSealIsKeptWithItsPartAndTheTextGoesOn() {
    primary().reasoning("r", "Hm");
    primary().sealReasoning("r", new Part.Seal("p", "first", null));
    primary().sealReasoning("r", new Part.Seal("p", "second", null));
    primary().sealReasoning("r", new Part.Seal("p", null, "hidden"));
    primary().text("0", "Hel");
    primary().sealText("0", new Part.Seal("p", "of the text", null));
    primary().text("0", "lo");

    assertThat(part(0))
        .isEqualTo(new Part.Reasoning(ChatText.of("Hm"), new Part.Seal("p", "second", "hidden")));
    assertThat(part(1))
        .isEqualTo(new Part.Text(ChatText.of("Hello"), 0, new Part.Seal("p", "of the text", null)));
  }

  @Test
  void aSealThatComesBeforeItsTextOpensThePart() {
    primary().sealReasoning("r", new Part.Seal("p", null, "hidden"));

    assertThat(part(0))
        .isEqualTo(new Part.Reasoning(ChatText.EMPTY, new Part.Seal("p", null, "hidden")));
  }

  @Test
  void aSealIsNoReplacementOfTheTextForThoseWhoFollowTheConversation() {
    List<Change> changes = new ArrayList<>();
    scene.conversation.subscribe(changes::add, Delivery.every().on(Runnable::run));
    primary().text("0", "Hello");
    primary().sealText("0", new Part.Seal("p", "s", null));

    assertThat(
            changes.get(changes.size() - 1).of(answer.primary()).orElseThrow().texts())
        .isEmpty();
  }

  @Test
  void aNoticeIsToldAndNotKept() {
    listen(Delivery.every().on(Runnable::run));
    primary().notice(data("a"));
    primary().text("0", "Hi");
    primary().notice(data("b"));
    sink().completed(true);

    assertThat(told).containsExactly("a", "Hi", "b", "COMPLETED");
    assertThat(message().parts()).containsExactly(Part.text("Hi"));
  }

  @Test
  void toAReaderWhoIsBusyTheLatestNoticeOfEachIdIsTold() {
    List<Runnable> later = new ArrayList<>();
    listen(Delivery.coalesced().on(later::add));
    primary().notice(data("a"));
    primary().notice(new Part.Data("chart", "d2", "other"));
    primary().notice(data("b"));
    sink().completed(true);
    while (!later.isEmpty()) {
      later.remove(0).run();
    }

    assertThat(told).containsExactly("other", "b", "COMPLETED");
  }

  private void listen(Delivery delivery) {
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onText(String text) {
            told.add(text);
          }

          @Override
          public void onTextReplaced(String text) {
            told.add("replaced: " + text);
          }

          @Override
          public void onNotice(Part.Data data) {
            told.add(String.valueOf(data.value()));
          }

          @Override
          public void onOutcome(Outcome outcome) {
            told.add(outcome.status().name());
          }
        },
        delivery);
  }

  @Test
  void aStepThatIsTakenBackBeforeItsTextTakesItsPartsWithIt() {
    primary().text("0", "Hello");
    primary().step();
    primary().put("k", call("{}", true));
    primary().put("d", data(1));
    primary().resetStep();
    primary().put("k", call("{\"b\":2}", true));
    primary().text("0", "!");

    assertThat(message().parts()).containsExactly(Part.text("Hello!"), call("{\"b\":2}", true));
  }

  @Test
  void aStepWhoseTextWasToldCannotBeTakenBackUnlessTextMayBeReplaced() {
    primary().step();
    primary().text("0", "Hel");
    primary().resetStep();
    primary().text("0", "Hello");

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    ChatError error = outcome.error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.SERVER);
    assertThat(error.code()).isEqualTo("step_reset");
    assertThat(outcome.message().text()).isEqualTo("Hel");
  }

  @Test
  void aStepThatIsTakenBackIsReplacedWhereTextMayBe() {
    ask(REPLACE);
    listen(Delivery.every().on(Runnable::run));
    primary().text("0", "One. ");
    primary().step();
    primary().text("1", "Tow");
    primary().resetStep();
    primary().text("1", "Two.");
    sink().completed(true);

    assertThat(message().text()).isEqualTo("One. Two.");
    assertThat(told).containsExactly("One. ", "Tow", "replaced: One. ", "Two.", "COMPLETED");
  }

  @Test
  void aReplacingAttemptThatBeginsWithAPartTakesThePlaceOfAllBeforeIt() {
    ask(REPLACE);
    primary().text("0", "Old");
    primary().put("d", data(1));
    sink().truncated(null);
    scene.time.advance(PAUSE);
    assertThat(message().text()).isEqualTo("Old");
    primary().put("k", call("{}", true));
    primary().text("0", "New");
    sink().completed(true);

    assertThat(message().parts()).hasSize(2).first().isEqualTo(call("{}", true));
    assertThat(message().text()).isEqualTo("New");
  }

  @Test
  void jsonCountsAgainstTheLimitOfCharacters() {
    scene = new Scene(Limits.builder().maxMessageChars(100).build());
    answer = scene.ask();
    primary().put("d", data("x".repeat(60)));
    primary().put("e", data("x".repeat(60)));

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.LIMIT);
    assertThat(outcome.message().parts()).containsExactly(data("x".repeat(60)));
  }

  @Test
  void metadataCountsAgainstTheLimitOfCharacters() {
    scene = new Scene(Limits.builder().maxMessageChars(100).build());
    answer = scene.ask();
    primary().metadata(Map.of("a", "x".repeat(60)));
    primary().metadata(Map.of("b", "x".repeat(60)));

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().kind())
        .isEqualTo(ChatError.Kind.LIMIT);
  }

  @Test
  void theOutcomeHasTheCallsThatWaitForResults() {
    primary().put("mine", call("{}", true));
    primary().put("theirs", new Part.ToolCall("c2", "search", ChatText.of("{}"), true, true, null));
    primary().put("answered", new Part.ToolCall("c3", "add", ChatText.of("{}"), true));
    primary().put("growing", new Part.ToolCall("c4", "add", ChatText.EMPTY, false));
    sink().message("b").put("result", new Part.ToolResult("c3", "3", false));
    sink().completed(true);

    assertThat(Scene.outcomeOf(answer).toolCalls()).containsExactly(call("{}", true));
  }

  @Test
  void aModelThatWasBrokenOffHasNoCallsToAnswer() {
    primary().put("mine", call("{}", true));
    primary().finish(new FinishReason(FinishReason.Kind.LENGTH, "max_tokens"));
    sink().completed(true);

    assertThat(Scene.outcomeOf(answer).toolCalls()).isEmpty();
  }

  @Test
  void anAnswerThatFailedHasNoCallsToAnswer() {
    primary().put("mine", call("{}", true));
    sink().truncated(null);

    assertThat(Scene.outcomeOf(answer).toolCalls()).isEmpty();
  }

  @Test
  void whatComesLateChangesNothing() {
    primary().put("k", call("", false));
    primary().finish(FinishReason.STOP);
    sink().completed(true);
    MessageSink late = primary();
    late.put("k", call("{}", true));
    late.arguments("k", "{");
    late.completeArguments("k");
    late.sealText("0", new Part.Seal("p", "s", null));
    late.notice(data(1));
    late.resetStep();

    assertThat(message().parts()).containsExactly(call("", false));
    assertThat(answer.lateEvents()).containsEntry(LateCause.ENDED, 6L);
  }
}
