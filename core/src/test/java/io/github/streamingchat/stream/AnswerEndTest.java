package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerEndTest {
  private static final List<StreamEvent> EVENTS_THAT_COUNT_AS_LATE = List.of(
      new StreamEvent.Started("", "late", "late"),
      StreamEvent.text("late"),
      new StreamEvent.Reasoning("", "0", "late"),
      new StreamEvent.Refusal("", "0", "late"),
      new StreamEvent.Metadata("", Map.of("late", true)),
      new StreamEvent.UsageReported("", new Usage(1L, 1L, 1L, 1L, 1L)),
      new StreamEvent.Finished("", FinishReason.STOP),
      new StreamEvent.Text("second", "0", "late"),
      new StreamEvent.ProblemMet(new Problem("late", "late")),
      new StreamEvent.Completed(true),
      new StreamEvent.Truncated(null),
      new StreamEvent.Failed(ChatError.of(ChatError.Kind.SERVER, "late")));

  private static final List<StreamEvent> SIGNS_OF_LIFE = List.of(
      new StreamEvent.Connected(), new StreamEvent.Received(10), new StreamEvent.Heartbeat());

  private final Scene scene = new Scene();
  private final Told told = new Told();

  @ParameterizedTest
  @EnumSource
  void everyEndKeepsTheTextReleasesTheConversationAndStopsTheClocks(Ending ending) {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.sink().connected();
    scene.text("Be");
    scene.text("cause");
    ending.of(scene, answer);

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(ending.status);
    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.error().isPresent()).isEqualTo(ending.status == MessageStatus.FAILED);
    assertThat(outcome.evidence().characters()).isEqualTo(7);
    assertThat(answer.message()).isEqualTo(outcome.message());
    assertThat(answer.state().name()).isEqualTo(ending.status.name());
    assertThat(scene.conversation.find(answer.primary()).isPresent())
        .isEqualTo(ending.leavesTheMessageInTheConversation());
    scene
        .conversation
        .find(answer.primary())
        .ifPresent(message -> assertThat(message).isEqualTo(outcome.message()));
    assertThat(scene.attempt().isCancelled()).isEqualTo(ending.status != MessageStatus.COMPLETED);
    assertThat(told.text()).isEqualTo("Because");
    assertThat(told.outcomes()).containsExactly(outcome);
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @ParameterizedTest
  @EnumSource
  void whateverComesAfterTheEndIsCountedByItsCauseAndChangesNothing(Ending ending) {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.text("Because");
    ending.of(scene, answer);
    Outcome outcome = Scene.outcomeOf(answer);
    List<ChatMessage> messages = List.copyOf(scene.conversation.snapshot().messages());
    List<Object> calls = told.calls();
    EVENTS_THAT_COUNT_AS_LATE.forEach(event -> event.deliverTo(scene.sink()));
    SIGNS_OF_LIFE.forEach(event -> event.deliverTo(scene.sink()));

    assertThat(answer.lateEvents())
        .isEqualTo(Map.of(ending.lateCause, (long) EVENTS_THAT_COUNT_AS_LATE.size()));
    assertThat(Scene.outcomeOf(answer)).isSameAs(outcome);
    assertThat(outcome.evidence().lateEvents()).isEmpty();
    assertThat(scene.conversation.snapshot().messages()).isEqualTo(messages);
    assertThat(told.calls()).isEqualTo(calls);
    scene.assertNothingLeftBehind();
  }

  @ParameterizedTest
  @EnumSource
  void theNextQuestionIsFreeAtOnceAndUntouchedByWhatComesLate(Ending ending) {
    Answer first = scene.ask();
    scene.text("Because");
    StreamEvent lateText = StreamEvent.text("late");
    var firstSink = scene.sink();
    ending.of(scene, first);

    Chat next = ending == Ending.CHAT_CLOSED ? scene.chatOver(scene.transport).build() : scene.chat;
    Answer second = next.send("And then?");
    scene.time.run();
    scene.text("No");
    lateText.deliverTo(firstSink);
    firstSink.completed(true);
    scene.text("thing");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(second).text()).isEqualTo("Nothing");
    assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(Scene.outcomeOf(first).text()).isEqualTo("Because");
    assertThat(first.lateEvents()).isEqualTo(Map.of(ending.lateCause, 2L));
    assertThat(second.lateEvents()).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void anEmptyAnswerCompletesStraightFromConnecting() {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.text("");
    scene.sink().completed(true);

    assertThat(told.states()).containsExactly(StreamState.CONNECTING, StreamState.COMPLETED);
    assertThat(Scene.outcomeOf(answer).message().parts()).isEmpty();
    assertThat(told.pieces()).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void theEndMarkIsEvidenceNotACondition() {
    Answer marked = scene.ask();
    scene.sink().completed(true);
    Answer unmarked = scene.ask();
    scene.sink().completed(false);

    assertThat(Scene.outcomeOf(marked).evidence().endMarkSeen()).isTrue();
    assertThat(Scene.outcomeOf(unmarked).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(Scene.outcomeOf(unmarked).evidence().endMarkSeen()).isFalse();
  }

  @Test
  void aConnectionThatEndsEarlyTellsWhetherAnythingArrived() {
    IOException reset = new IOException("reset");
    Answer before = scene.ask();
    scene.sink().truncated(reset);
    Answer after = scene.ask();
    scene.text("Be");
    scene.sink().truncated(null);

    ChatError empty = Scene.outcomeOf(before).error().orElseThrow();
    assertThat(empty.kind()).isEqualTo(ChatError.Kind.TRUNCATED);
    assertThat(empty.message()).contains("before any of the answer");
    assertThat(empty.cause()).isSameAs(reset);
    assertThat(empty.retryable()).isTrue();
    assertThat(empty.attempt()).isEqualTo(1);
    ChatError partial = Scene.outcomeOf(after).error().orElseThrow();
    assertThat(partial.message()).contains("what arrived was kept");
    assertThat(partial.cause()).isNull();
  }

  @Test
  void aFinishReasonIsNotAnEnd() {
    Answer answer = scene.ask();
    scene.text("Because");
    scene.primary().finish(FinishReason.STOP);
    scene.sink().truncated(null);

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.finishReason()).contains(FinishReason.STOP);
    assertThat(outcome.evidence().finishSeen()).isTrue();
  }

  @Test
  void theErrorIsAFieldOfTheMessageAndNeverItsText() {
    ChatError error = ChatError.builder(ChatError.Kind.PROVIDER, "overloaded")
        .code("overloaded_error")
        .retryable(true)
        .build();
    Answer answer = scene.ask();
    scene.text("Be");
    scene.sink().failed(error);

    ChatMessage message = scene.inConversation(answer.primary());
    assertThat(message.text()).isEqualTo("Be");
    assertThat(message.error()).contains(error.toBuilder().attempt(1).build());
    assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void aMessageThatGrowsTooLongFailsWithTheTextBeforeIt() {
    Scene small = new Scene(Limits.builder().maxMessageChars(5).build());
    Answer answer = small.ask();
    small.text("12");
    small.text("345");
    small.text("6");
    small.text("7");

    assertPassedLimit(small, answer, "maxMessageChars", 5, 6);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("12345");
    assertThat(Scene.outcomeOf(answer).evidence().characters()).isEqualTo(5);
  }

  @Test
  void aPieceThatPassesTheLimitAloneIsRefusedWhole() {
    Scene small = new Scene(Limits.builder().maxMessageChars(5).build());
    Answer answer = small.ask();
    small.text("123456");

    assertPassedLimit(small, answer, "maxMessageChars", 5, 6);
    assertThat(Scene.outcomeOf(answer).text()).isEmpty();
  }

  @Test
  void aMessageOfTooManyPartsFailsWithThePartsBeforeIt() {
    Scene small = new Scene(Limits.builder().maxParts(2).build());
    Answer answer = small.ask();
    small.primary().reasoning("0", "Hm");
    small.primary().text("0", "Be");
    small.primary().text("1", "cause");

    assertPassedLimit(small, answer, "maxParts", 2, 3);
    assertThat(Scene.outcomeOf(answer).message().parts())
        .extracting(Part::length)
        .containsExactly(2, 2);
  }

  @Test
  void anAnswerOfTooManyMessagesFailsWithTheMessagesBeforeIt() {
    Scene small = new Scene(Limits.builder().maxMessages(3).build());
    Answer answer = small.ask();
    small.sink().message("b").text("0", "Be");
    small.sink().message("c").text("0", "cause");

    assertPassedLimit(small, answer, "maxMessages", 3, 4);
    assertThat(Scene.outcomeOf(answer).messages()).hasSize(2);
  }

  private static void assertPassedLimit(
      Scene scene, Answer answer, String limit, long allowed, long actual) {
    Outcome outcome = Scene.outcomeOf(answer);
    ChatError error = outcome.error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.LIMIT);
    assertThat(error.message()).contains(limit, String.valueOf(allowed));
    assertThat(error.cause()).isInstanceOfSatisfying(LimitExceededException.class, cause -> {
      assertThat(cause.limit()).isEqualTo(limit);
      assertThat(cause.allowed()).isEqualTo(allowed);
      assertThat(cause.actual()).isEqualTo(actual);
    });
    assertThat(error.attempt()).isEqualTo(1);
    assertThat(scene.attempt().isCancelled()).isTrue();
    scene.assertNothingLeftBehind();
  }

  @Test
  void problemsAreKeptUpToTheirLimitAndCountedBeyond() {
    Scene small = new Scene(Limits.builder().maxProblems(2).build());
    Answer answer = small.ask();
    List<Problem> problems =
        IntStream.range(0, 5).mapToObj(i -> new Problem("p" + i, "passed over")).toList();
    problems.forEach(small.sink()::problem);
    small.sink().completed(true);

    Evidence evidence = Scene.outcomeOf(answer).evidence();
    assertThat(evidence.problems()).isEqualTo(problems.subList(0, 2));
    assertThat(evidence.problemCount()).isEqualTo(5);
  }

  @Test
  void theEvidenceCountsBytesPiecesAndCharactersOfAllParts() {
    Answer answer = scene.ask();
    scene.sink().received(100);
    scene.primary().reasoning("0", "Hm");
    scene.text("Be");
    scene.text("");
    scene.sink().received(20);
    scene.sink().message("b").text("0", "Or");
    scene.sink().completed(true);
    scene.sink().received(7);

    Evidence evidence = Scene.outcomeOf(answer).evidence();
    assertThat(evidence.bytes()).isEqualTo(120);
    assertThat(evidence.pieces()).isEqualTo(3);
    assertThat(evidence.characters()).isEqualTo(6);
    assertThat(evidence.attempts()).isEqualTo(1);
    assertThat(evidence.finishSeen()).isFalse();
  }

  @Test
  void anOutcomeIsMadeOfMessagesThatHaveEnded() {
    Answer answer = scene.ask();
    ChatMessage running = answer.message();
    scene.sink().completed(true);
    Evidence evidence = Scene.outcomeOf(answer).evidence();

    assertThatThrownBy(() -> new Outcome(List.of(), evidence))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Outcome(List.of(running), evidence))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noDescriptionShowsTheText() {
    Answer answer = scene.ask();
    scene.text("secret");
    assertThat(answer.toString()).contains("STREAMING").doesNotContain("secret");
    scene.sink().failed(ChatError.of(ChatError.Kind.SERVER, "boom"));

    assertThat(answer.toString()).contains("FAILED").doesNotContain("secret");
    assertThat(Scene.outcomeOf(answer).toString()).contains("boom").doesNotContain("secret");
  }
}
