package io.github.streamingchat.transport;

import static io.github.streamingchat.transport.Talk.SEAL;
import static io.github.streamingchat.transport.Talk.answer;
import static io.github.streamingchat.transport.Talk.assistant;
import static io.github.streamingchat.transport.Talk.failed;
import static io.github.streamingchat.transport.Talk.message;
import static io.github.streamingchat.transport.Talk.messages;
import static io.github.streamingchat.transport.Talk.sealedThought;
import static io.github.streamingchat.transport.Talk.stopped;
import static io.github.streamingchat.transport.Talk.thought;
import static io.github.streamingchat.transport.Talk.told;
import static io.github.streamingchat.transport.Talk.turn;
import static io.github.streamingchat.transport.Talk.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.PromptHistory.Interrupted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of messages; {@link PromptToolCallsTest} has what becomes of tool calls. */
class PromptHistoryTest {
  private static final Part.Text HALF = Part.text("The sky is");

  @Test
  void aPlainConversationIsToldAsItIs() {
    assertThat(told(
            MessageDraft.system("Be brief."),
            MessageDraft.user("Why?"),
            MessageDraft.assistant("Because."),
            MessageDraft.user("Oh.")))
        .containsExactly(
            turn(Role.SYSTEM, Part.text("Be brief.")),
            user("Why?"),
            assistant(Part.text("Because.")),
            user("Oh."));
  }

  @Test
  void aTurnKeepsItsAuthorAndARoleOfItsOwn() {
    Author author = Author.named("Ada");
    Role critic = Role.of("critic");
    List<PromptTurn> turns = PromptHistory.DEFAULTS.of(
        messages(List.of(MessageDraft.builder(critic).author(author).text("No.").build())));

    assertThat(turns).containsExactly(new PromptTurn(critic, author, List.of(Part.text("No."))));
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "STREAMING"})
  void whatStillGrowsIsNotTold(MessageStatus growing) {
    assertThat(told(
            MessageDraft.user("Why?"),
            message(Role.ASSISTANT, growing, HALF),
            message(Role.USER, growing, HALF)))
        .containsExactly(user("Why?"));
  }

  @Test
  void anEmptyMessageIsNoTurn() {
    assertThat(told(answer(), answer(Part.text("")), MessageDraft.user(""))).isEmpty();
  }

  @Test
  void whiteSpaceAloneIsNoTurn() {
    assertThat(told(answer(Part.text(" \n"), Part.text("\t\u00A0")), MessageDraft.user("\n")))
        .isEmpty();
  }

  @Test
  void whiteSpaceBetweenTextsStays() {
    Part[] parts = {Part.text(" "), Part.text("a"), Part.text(" "), Part.text("b")};

    assertThat(told(answer(parts))).containsExactly(assistant(parts));
  }

  @Test
  void whiteSpaceBesideOtherPartsIsLeftOut() {
    Part.Source source = new Part.Source("s", null, null, Map.of());

    assertThat(told(answer(sealedThought("hm"), Part.text("\n\n"), source)))
        .containsExactly(assistant(sealedThought("hm"), source));
  }

  @Test
  void aTextWithASealIsKeptHoweverEmpty() {
    Part.Text sealed = new Part.Text(ChatText.EMPTY, 0, SEAL);

    assertThat(told(answer(sealed))).containsExactly(assistant(sealed));
  }

  @Test
  void anEmptyRefusalOrThoughtIsLeftOut() {
    Part.Refusal no = new Part.Refusal(ChatText.of("No."));
    Part.Refusal silent = new Part.Refusal(ChatText.EMPTY);

    assertThat(told(answer(thought(""), no, silent))).containsExactly(assistant(no));
  }

  @Test
  void anAnswerThatOnlyThoughtWithoutASealIsNoTurn() {
    assertThat(told(answer(thought("hm")), answer(sealedThought("hm"))))
        .containsExactly(assistant(sealedThought("hm")));
  }

  @Test
  void aStoppedAnswerIsMarked() {
    assertThat(told(stopped(HALF)))
        .containsExactly(assistant(HALF, Part.text("\n\n[This answer was stopped here.]")));
  }

  @Test
  void anAnswerThatWasStoppedBehindTheModelsOwnEndIsWhole() {
    ChatMessage whole = Talk.messages(List.of(stopped(HALF))).get(0).toBuilder()
        .finishReason(FinishReason.STOP)
        .build();

    assertThat(PromptHistory.DEFAULTS
            .interrupted(PromptHistory.Interrupted.LEAVE_OUT)
            .of(List.of(whole)))
        .containsExactly(assistant(HALF));
    assertThat(PromptHistory.DEFAULTS.of(List.of(whole))).containsExactly(assistant(HALF));
  }

  @Test
  void anAnswerThatBrokeOffIsMarked() {
    assertThat(told(failed(HALF)))
        .containsExactly(assistant(HALF, Part.text("\n\n[This answer broke off here.]")));
  }

  @Test
  void aStoppedAnswerIsKeptAsIfItHadBeenMeantSo() {
    assertThat(toldWith(Interrupted.KEEP, stopped(HALF))).containsExactly(assistant(HALF));
  }

  @Test
  void aStoppedAnswerIsLeftOut() {
    assertThat(toldWith(Interrupted.LEAVE_OUT, stopped(HALF), failed(HALF), MessageDraft.user("?")))
        .containsExactly(user("?"));
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedAnswerOfWhichNothingIsLeftIsNotTold(Interrupted how) {
    assertThat(toldWith(how, failed(), stopped(thought("hm"), Part.text("\n")))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEAVE_OUT")
  void anInterruptedThoughtIsKeptOnlyWithASeal(Interrupted how) {
    assertThat(toldWith(how, stopped(thought("a"), sealedThought("b"), HALF))
            .get(0)
            .parts())
        .startsWith(sealedThought("b"), HALF);
  }

  @Test
  void aThoughtThatLedToNothingIsMarked() {
    assertThat(told(stopped(sealedThought("hm"), Part.text("\n"))))
        .containsExactly(
            assistant(sealedThought("hm"), Part.text("[This answer was stopped here.]")));
  }

  @Test
  void aThoughtThatLedToNothingIsNotKept() {
    assertThat(toldWith(Interrupted.KEEP, stopped(HALF, sealedThought("hm"))))
        .containsExactly(assistant(HALF));
    assertThat(toldWith(Interrupted.KEEP, stopped(sealedThought("hm")))).isEmpty();
  }

  @Test
  void aThoughtThatReachedTheLengthOfItsAnswerIsNotTold() {
    assertThat(toldWhenFinished(FinishReason.Kind.LENGTH, sealedThought("hm"))).isEmpty();
    assertThat(toldWhenFinished(FinishReason.Kind.LENGTH, sealedThought("hm"), HALF))
        .containsExactly(assistant(sealedThought("hm"), HALF));
    assertThat(toldWhenFinished(FinishReason.Kind.STOP, sealedThought("hm")))
        .containsExactly(assistant(sealedThought("hm")));
  }

  @ParameterizedTest
  @EnumSource
  void onlyAnswersAreInterrupted(Interrupted how) {
    assertThat(toldWith(how, message(Role.USER, MessageStatus.CANCELLED, HALF)))
        .containsExactly(turn(Role.USER, HALF));
  }

  @Test
  void rawPartsFilesAndDataKeepTheirPlace() {
    Part[] parts = {
      new Part.Raw("redacted", Map.of("data", "x")),
      HALF,
      new Part.Data("chart", "d", 1),
      new Part.File("image/png", null, "https://example.org/a.png", null),
      new Part.Source(null, "https://example.org", null, Map.of())
    };

    assertThat(told(answer(parts))).containsExactly(assistant(parts));
  }

  @Test
  void theTextOfATurnIsThatOfItsTextParts() {
    assertThat(assistant(thought("hm"), Part.text("a"), Part.text("b")).text()).isEqualTo("ab");
    assertThat(assistant().text()).isEmpty();
  }

  @Test
  void aTurnDoesNotShowItsContent() {
    assertThat(user("secret")).hasToString("PromptTurn[user, 1 parts]");
  }

  @Test
  void historiesAreEqualByWhatTheyDo() {
    assertThat(PromptHistory.DEFAULTS.interrupted(Interrupted.MARK))
        .isEqualTo(PromptHistory.DEFAULTS)
        .hasSameHashCodeAs(PromptHistory.DEFAULTS)
        .isNotEqualTo(PromptHistory.DEFAULTS.interrupted(Interrupted.KEEP))
        .hasToString("PromptHistory[interrupted=MARK]");
    assertThat(PromptHistory.DEFAULTS.interrupted(Interrupted.KEEP).interrupted())
        .isEqualTo(Interrupted.KEEP);
  }

  private static List<PromptTurn> toldWith(Interrupted how, MessageDraft... drafts) {
    return PromptHistory.DEFAULTS.interrupted(how).of(messages(List.of(drafts)));
  }

  private static List<PromptTurn> toldWhenFinished(FinishReason.Kind kind, Part... parts) {
    ChatMessage answer = messages(List.of(answer(parts))).get(0).toBuilder()
        .finishReason(new FinishReason(kind, null))
        .build();
    return PromptHistory.DEFAULTS.of(List.of(answer));
  }
}
