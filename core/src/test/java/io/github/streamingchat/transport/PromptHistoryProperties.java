package io.github.streamingchat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonObjectText;
import io.github.streamingchat.transport.PromptHistory.Interrupted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What encoders rely on, whatever has happened to a conversation. */
class PromptHistoryProperties {
  private static final Role CRITIC = Role.of("critic");

  @Property
  void everyTurnOfEveryConversationSaysSomething(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    for (PromptTurn turn : told(drafts, how)) {
      assertThat(turn.parts())
          .isNotEmpty()
          .allSatisfy(part -> assertThat(part)
              .matches(said -> !(said instanceof Part.Growing growing)
                  || growing.length() > 0
                  || said instanceof Part.ToolCall));
      assertThat(turn.parts()).anyMatch(part -> !isUnsealedThought(part));
    }
  }

  @Property
  void everyCallIsFollowedByItsResultAndEveryResultHasItsCall(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    List<String> open = List.of();
    for (PromptTurn turn : told(drafts, how)) {
      if (turn.role().equals(Role.TOOL)) {
        assertThat(open).isNotEmpty();
        assertThat(turn.parts()).hasOnlyElementsOfType(Part.ToolResult.class);
        assertThat(turn.parts())
            .extracting(part -> ((Part.ToolResult) part).callId())
            .isEqualTo(open);
        open = List.of();
      } else {
        assertThat(open).as("calls without results before " + turn).isEmpty();
        open = calls(turn)
            .filter(call -> !call.providerRun())
            .map(Part.ToolCall::callId)
            .toList();
      }
    }
    assertThat(open).isEmpty();
  }

  @Property
  void everyCallCanBeSent(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    Set<String> ids = new HashSet<>();
    told(drafts, how).stream().flatMap(PromptHistoryProperties::calls).forEach(call -> {
      assertThat(call.complete()).isTrue();
      assertThat(call.name()).isNotBlank();
      assertThat(call.providerRun() || !call.callId().isBlank()).isTrue();
      assertThat(JsonObjectText.isWritable(call.content().toString())).isTrue();
      assertThat(call.providerRun() || ids.add(call.callId()))
          .as("an id of its own")
          .isTrue();
    });
  }

  @Property
  void outsideTheTurnsOfToolsOnlyProvidersCallsHaveResults(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    Set<String> providersCalls = new HashSet<>();
    for (PromptTurn turn : told(drafts, how)) {
      for (Part part : turn.parts()) {
        if (part instanceof Part.ToolCall call && call.providerRun()) {
          providersCalls.add(call.callId());
        } else if (part instanceof Part.ToolResult result && !turn.role().equals(Role.TOOL)) {
          assertThat(providersCalls).contains(result.callId());
        }
      }
    }
  }

  @Property
  void whatIsToldOnceIsToldAgainAsItIs(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    List<PromptTurn> once = told(drafts, how);

    assertThat(told(once.stream().map(PromptHistoryProperties::draft).toList(), how))
        .isEqualTo(once);
  }

  @Property
  void noTextIsLostOrReordered(
      @ForAll("conversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    String said = drafts.stream()
        .filter(draft -> draft.status().isTerminal())
        .filter(draft -> how != Interrupted.LEAVE_OUT || !isInterruptedAnswer(draft))
        .flatMap(draft -> draft.parts().stream())
        .map(PromptHistoryProperties::text)
        .collect(Collectors.joining());
    String told = told(drafts, how).stream()
        .flatMap(turn -> turn.parts().stream())
        .map(PromptHistoryProperties::text)
        .filter(text -> !text.contains("["))
        .collect(Collectors.joining());

    assertThat(told).isEqualToIgnoringWhitespace(said);
  }

  @Property
  void noSealOfAWholeAnswerIsLostOrMoved(@ForAll("conversations") List<MessageDraft> drafts) {
    List<MessageDraft> whole = drafts.stream()
        .map(draft ->
            Talk.message(draft.role(), MessageStatus.COMPLETED, draft.parts().toArray(Part[]::new)))
        .toList();
    Stream<Part> said = whole.stream()
        .flatMap(draft -> draft.parts().stream())
        .filter(part -> !(part instanceof Part.ToolCall call)
            || call.complete() && !call.name().isBlank());
    Stream<Part> told =
        told(whole, Interrupted.MARK).stream().flatMap(turn -> turn.parts().stream());

    assertThat(told.flatMap(PromptHistoryProperties::sealed).toList())
        .isEqualTo(said.flatMap(PromptHistoryProperties::sealed).toList());
  }

  @Property
  void aWholeCleanConversationIsToldAsItIs(
      @ForAll("cleanConversations") List<MessageDraft> drafts, @ForAll Interrupted how) {
    assertThat(told(drafts, how))
        .isEqualTo(drafts.stream()
            .map(draft -> new PromptTurn(draft.role(), null, draft.parts()))
            .toList());
  }

  private static List<PromptTurn> told(List<MessageDraft> drafts, Interrupted how) {
    List<ChatMessage> messages = Talk.messages(drafts);
    return PromptHistory.DEFAULTS.interrupted(how).of(messages);
  }

  private static MessageDraft draft(PromptTurn turn) {
    return Talk.message(turn.role(), MessageStatus.COMPLETED, turn.parts().toArray(Part[]::new));
  }

  private static Stream<Part.ToolCall> calls(PromptTurn turn) {
    return turn.parts().stream()
        .filter(Part.ToolCall.class::isInstance)
        .map(Part.ToolCall.class::cast);
  }

  private static boolean isInterruptedAnswer(MessageDraft draft) {
    boolean isAnswer = draft.role().equals(Role.ASSISTANT) || draft.role().equals(CRITIC);
    return isAnswer && draft.status() != MessageStatus.COMPLETED;
  }

  private static boolean isUnsealedThought(Part part) {
    return part instanceof Part.Reasoning thought && thought.seal() == null;
  }

  private static String text(Part part) {
    return part instanceof Part.Text text ? text.content().toString() : "";
  }

  /** A sealed part without what may be changed of it: the id and the arguments of a call. */
  private static Stream<Object> sealed(Part part) {
    if (part instanceof Part.ToolCall call) {
      return Stream.ofNullable(call.seal());
    }
    boolean isSealed = part instanceof Part.Text text && text.seal() != null
        || part instanceof Part.Reasoning thought && thought.seal() != null;
    return isSealed ? Stream.of(part) : Stream.empty();
  }

  /** Few ids for many calls, so that they repeat, cross and miss each other. */
  @Provide
  Arbitrary<List<MessageDraft>> conversations() {
    Arbitrary<MessageDraft> answers = drafts(
        Arbitraries.of(Role.ASSISTANT, Role.ASSISTANT, CRITIC),
        Arbitraries.oneOf(calls(), calls(), results(), words(), words(), others()));
    Arbitrary<MessageDraft> rest = drafts(
        Arbitraries.of(Role.USER, Role.SYSTEM, Role.TOOL, Role.TOOL),
        Arbitraries.oneOf(results(), results(), words(), others()));
    return Arbitraries.oneOf(answers, rest).list().ofMaxSize(8);
  }

  private static Arbitrary<MessageDraft> drafts(Arbitrary<Role> roles, Arbitrary<Part> parts) {
    return Combinators.combine(
            roles,
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(MessageStatus.COMPLETED)),
                Tuple.of(2, Arbitraries.of(MessageStatus.class))),
            parts.list().ofMaxSize(7))
        .as((role, status, list) -> Talk.message(role, status, list.toArray(Part[]::new)));
  }

  private static Arbitrary<Part> calls() {
    return Combinators.combine(
            ids(),
            Arbitraries.of("weather", "weather", "weather", ""),
            Arbitraries.of("", "{}", "{\"a\":1}", "[1]", "{\"a\":", "{\"\\uD83D\":1}"),
            Arbitraries.of(true, true, true, false),
            Arbitraries.of(false, false, true),
            seals())
        .as((id, name, arguments, complete, providerRun, seal) ->
            new Part.ToolCall(id, name, ChatText.of(arguments), complete, providerRun, seal));
  }

  private static Arbitrary<Part> results() {
    return Combinators.combine(
            ids(), Arbitraries.integers().between(1, 9), Arbitraries.of(true, false))
        .as(Part.ToolResult::new);
  }

  private static Arbitrary<Part> words() {
    Arbitrary<ChatText> text = Arbitraries.of("", " ", "\n\n", "a", "bc", " d ").map(ChatText::of);
    return Arbitraries.oneOf(
        Combinators.combine(text, seals()).as((content, seal) -> new Part.Text(content, 0, seal)),
        Combinators.combine(text, seals()).as(Part.Reasoning::new),
        text.map(Part.Refusal::new));
  }

  private static Arbitrary<Part> others() {
    return Arbitraries.of(
        new Part.Source("s", null, null, Map.of()),
        new Part.File("image/png", null, null, "AAAA"),
        new Part.Data("chart", null, 1),
        new Part.Raw("web_search_tool_result", Map.of("tool_use_id", "a")));
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.of("a", "b", "a_1", "");
  }

  private static Arbitrary<Part.Seal> seals() {
    return Arbitraries.of("x", "y")
        .map(signature -> new Part.Seal("anthropic", signature, null))
        .injectNull(0.6);
  }

  @Provide
  Arbitrary<List<MessageDraft>> cleanConversations() {
    return Arbitraries.integers()
        .between(0, 3)
        .list()
        .ofMaxSize(5)
        .map(PromptHistoryProperties::cleanConversation);
  }

  /** A question, answers that call so many tools each, and an answer in words. */
  private static List<MessageDraft> cleanConversation(List<Integer> callsOfTurns) {
    List<MessageDraft> drafts = new ArrayList<>();
    drafts.add(MessageDraft.system("Be brief."));
    drafts.add(MessageDraft.user("Why?"));
    for (int turn = 0; turn < callsOfTurns.size(); turn++) {
      List<Part> said = new ArrayList<>();
      List<Part> results = new ArrayList<>();
      said.add(Talk.sealedThought("hm"));
      said.add(Talk.thought("hm"));
      said.add(Part.text("Let me see.\n"));
      for (int i = 0; i < callsOfTurns.get(turn); i++) {
        String id = "call-" + turn + "-" + i;
        said.add(Talk.call(id));
        results.add(Talk.result(id, i));
      }
      drafts.add(Talk.answer(said.toArray(Part[]::new)));
      if (!results.isEmpty()) {
        drafts.add(Talk.message(Role.TOOL, MessageStatus.COMPLETED, results.toArray(Part[]::new)));
      }
    }
    drafts.add(Talk.answer(Part.text("So."), new Part.Source("s", null, null, Map.of())));
    return drafts;
  }
}
