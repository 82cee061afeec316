package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.Change;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.WaitingAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerQueueTest {
  private Scene scene = new Scene();
  private final List<Change> changes = new ArrayList<>();

  private Chat queueing(int most) {
    return scene.chatOver(scene.transport).busy(BusyPolicy.queue(most)).build();
  }

  private List<String> texts() {
    return scene.conversation.snapshot().messages().stream()
        .map(ChatMessage::text)
        .toList();
  }

  private List<String> asked() {
    return scene.attempt().request().messages().stream().map(ChatMessage::text).toList();
  }

  private void answer(String text) {
    scene.time.run();
    scene.text(text);
    scene.sink().completed(true);
  }

  private List<MessageId> waiting() {
    return scene.conversation.waiting().stream().map(WaitingAnswer::answer).toList();
  }

  @Test
  void theQuestionEntersAtOnceAndTheAnswerAtItsTurn() {
    Chat chat = queueing(4);
    Answer first = chat.send("Why?");
    Answer second = chat.send("How?");
    scene.time.run();

    assertThat(texts()).containsExactly("Why?", "", "How?");
    assertThat(second.state()).isEqualTo(StreamState.QUEUED);
    assertThat(scene.conversation.find(second.primary())).isEmpty();
    assertThat(second.message().id()).isEqualTo(second.primary());
    assertThat(second.message().status()).isEqualTo(MessageStatus.PENDING);
    assertThat(scene.conversation.waiting())
        .containsExactly(new WaitingAnswer(second.primary(), second.userTurn()));
    assertThat(scene.transport.attempts()).hasSize(1);

    answer("Because");
    assertThat(first.state()).isEqualTo(StreamState.COMPLETED);
    assertThat(scene.conversation.waiting()).isEmpty();
    assertThat(scene.conversation.isBusy()).isTrue();
    answer("So");
    assertThat(texts()).containsExactly("Why?", "Because", "How?", "So");
    assertThat(Scene.outcomeOf(second).message()).isEqualTo(scene.inConversation(second.primary()));
    scene.assertNothingLeftBehind();
  }

  @Test
  void eachRequestHasTheAnswersBehindTheirQuestionsAndItsOwnQuestionLast() {
    Chat chat = queueing(4);
    chat.send("1?");
    chat.send("2?");
    chat.send("3?");
    answer("1!");
    scene.time.run();
    assertThat(asked()).containsExactly("1?", "1!", "2?");
    answer("2!");
    scene.time.run();
    assertThat(asked()).containsExactly("1?", "1!", "2?", "2!", "3?");
    answer("3!");
    chat.send("4?");
    scene.time.run();
    assertThat(asked()).containsExactly("1?", "1!", "2?", "2!", "3?", "3!", "4?");
    assertThat(texts()).containsExactly("1?", "1!", "2?", "3?", "2!", "3!", "4?", "");
  }

  @Test
  void anAnswerThatWaitedIsGivenAnewToItsOwnQuestion() {
    Chat chat = queueing(4);
    chat.send("1?");
    chat.send("2?");
    Answer third = chat.send("3?");
    answer("1!");
    answer("2!");
    answer("3!");
    chat.regenerate(third.primary());
    scene.time.run();

    assertThat(asked()).containsExactly("1?", "1!", "2?", "2!", "3?");
  }

  @Test
  void anAnswerWithoutAQuestionWaitsToo() {
    Chat chat = queueing(4);
    chat.send("1?");
    Answer second = chat.answer();
    scene.conversation.add(MessageDraft.user("Also?"));

    assertThat(scene.conversation.waiting())
        .containsExactly(new WaitingAnswer(second.primary(), Optional.empty()));
    answer("1!");
    scene.time.run();
    assertThat(asked()).containsExactly("1?", "1!", "Also?");
  }

  @Test
  void aFullQueueSaysSoAndAddsNothing() {
    Chat chat = queueing(2);
    Answer running = chat.send("1?");
    chat.send("2?");
    chat.send("3?");
    Snapshot before = scene.conversation.snapshot();

    assertThatThrownBy(() -> chat.send("4?"))
        .isInstanceOfSatisfying(
            ConversationBusyException.class,
            error -> assertThat(error.running()).isEqualTo(running.primary()))
        .hasMessageContaining("full")
        .hasMessageContaining("2");
    assertThat(scene.conversation.snapshot()).isSameAs(before);
    answer("1!");
    assertThat(chat.send("4?").state()).isEqualTo(StreamState.QUEUED);
  }

  @Test
  void chatsThatShareAConversationShareItsQueueEachByItsOwnPolicy() {
    Chat patient = queueing(1);
    Answer running = scene.ask();
    Answer waits = patient.send("Later?");
    assertThatThrownBy(() -> scene.chat.send("Now?")).isInstanceOf(ConversationBusyException.class);
    running.cancel();
    assertThatThrownBy(() -> scene.chat.send("Now?"))
        .isInstanceOfSatisfying(
            ConversationBusyException.class,
            error -> assertThat(error.running()).isEqualTo(waits.primary()));
    answer("So");
    assertThat(Scene.outcomeOf(waits).text()).isEqualTo("So");
    scene.assertNothingLeftBehind();
  }

  @ParameterizedTest
  @EnumSource
  void theNextHasItsTurnHoweverTheOneBeforeEnds(Ending ending) {
    Answer first = scene.ask();
    scene.text("Be");
    Answer second = queueing(1).send("How?");
    Told told = new Told();
    second.subscribe(told, Runnable::run);
    ending.of(scene, first);

    assertThat(first.state().isTerminal()).isTrue();
    if (ending == Ending.CLEARED) {
      assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.CANCELLED);
    } else {
      answer("So");
      assertThat(Scene.outcomeOf(second).text()).isEqualTo("So");
      assertThat(told.states())
          .containsExactly(
              StreamState.QUEUED,
              StreamState.CONNECTING,
              StreamState.STREAMING,
              StreamState.COMPLETED);
    }
    scene.assertNothingLeftBehind();
  }

  @Test
  void theTurnIsTheSameStepAsTheEndBeforeIt() {
    Chat chat = queueing(1);
    Answer first = chat.send("1?");
    Answer second = chat.send("2?");
    scene.conversation.subscribe(changes::add, Runnable::run);
    long version = scene.conversation.snapshot().version();
    first.cancel();

    assertThat(changes).singleElement().satisfies(change -> {
      assertThat(change.version()).isEqualTo(version + 1);
      assertThat(change.of(first.primary()).orElseThrow().kind())
          .isEqualTo(MessageChange.Kind.UPDATED);
      assertThat(change.of(second.primary()).orElseThrow().kind())
          .isEqualTo(MessageChange.Kind.ADDED);
      assertThat(change.snapshot().waiting()).isEmpty();
    });
    assertThat(scene.conversation.isBusy()).isTrue();
  }

  @Test
  void cancelledWhileItWaitsItLeavesTheQueueAndItsQuestionStays() {
    Chat chat = queueing(2);
    chat.send("1?");
    Answer second = chat.send("2?");
    Answer third = chat.send("3?");
    Told told = new Told();
    second.subscribe(told, Runnable::run);
    scene.conversation.subscribe(changes::add, Runnable::run);
    second.cancel();

    assertThat(told.states()).containsExactly(StreamState.QUEUED, StreamState.CANCELLED);
    assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(Scene.outcomeOf(second).message().id()).isEqualTo(second.primary());
    assertThat(second.message()).isEqualTo(Scene.outcomeOf(second).message());
    assertThat(waiting()).containsExactly(third.primary());
    assertThat(changes).singleElement().satisfies(change -> {
      assertThat(change.messages()).isEmpty();
      assertThat(change.snapshot().waiting()).hasSize(1);
    });
    assertThat(chat.send("4?").state()).isEqualTo(StreamState.QUEUED); // its place is free
    answer("1!");
    answer("3!");
    scene.time.run();
    assertThat(asked()).containsExactly("1?", "1!", "2?", "3?", "3!", "4?");
    assertThat(texts()).containsExactly("1?", "1!", "2?", "3?", "4?", "3!", "");
  }

  @Test
  void removingItsQuestionCancelsTheAnswerThatWaits() {
    Chat chat = queueing(2);
    Answer first = chat.send("1?");
    Answer second = chat.send("2?");
    scene.conversation.remove(second.userTurn().orElseThrow());

    assertThat(Scene.outcomeOf(second).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(waiting()).isEmpty();
    assertThat(first.state()).isEqualTo(StreamState.QUEUED);
    answer("1!");
    assertThat(texts()).containsExactly("1?", "1!");
    scene.assertNothingLeftBehind();
  }

  @Test
  void clearCancelsWhatRunsAndWhatWaits() {
    Chat chat = queueing(3);
    List<Answer> answers = List.of(chat.send("1?"), chat.send("2?"), chat.send("3?"));
    scene.time.run();
    scene.text("1");
    scene.conversation.clear();
    scene.time.run();

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED));
    assertThat(Scene.outcomeOf(answers.get(0)).text()).isEqualTo("1");
    assertThat(scene.conversation.snapshot().messages()).isEmpty();
    assertThat(waiting()).isEmpty();
    assertThat(scene.transport.attempts()).hasSize(1);
    scene.assertNothingLeftBehind();
  }

  @Test
  void closingTheChatCancelsWhatWaitsWithoutGivingItATurn() {
    Chat chat = queueing(3);
    List<Answer> answers = List.of(chat.send("1?"), chat.send("2?"), chat.send("3?"));
    scene.time.run();
    chat.close();
    scene.time.run();

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED));
    assertThat(texts()).containsExactly("1?", "", "2?", "3?");
    assertThat(scene.transport.attempts()).hasSize(1);
    scene.assertNothingLeftBehind();
  }

  @Test
  void theTotalTimeoutCountsFromItsTurn() {
    Chat chat = queueing(1);
    Answer first = chat.send("1?");
    Answer second = chat.send("2?");
    scene.time.run();
    for (int i = 0; i < 25; i++) { // the idle clock is at 3 s, the total one at 60 s
      scene.time.advance(Duration.ofSeconds(2));
      scene.sink().heartbeat();
    }
    first.cancel();
    scene.time.run();
    for (int i = 0; i < 25; i++) {
      scene.time.advance(Duration.ofSeconds(2));
      scene.sink().heartbeat();
    }
    assertThat(second.state()).isEqualTo(StreamState.CONNECTING);
    for (int i = 0; i < 5; i++) {
      scene.sink().heartbeat();
      scene.time.advance(Duration.ofSeconds(2));
    }
    assertThat(Scene.outcomeOf(second).error())
        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo("total"));
  }

  @Test
  void roomForThePlaceholderIsKeptWhileItWaits() {
    scene = new Scene(Limits.builder().maxMessages(4).build());
    Chat chat = queueing(2);
    chat.send("1?");
    Answer second = chat.send("2?");
    assertThatThrownBy(() -> scene.conversation.add(MessageDraft.user("x")))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> chat.send("3?")).isInstanceOf(LimitExceededException.class);
    answer("1!");
    answer("2!");

    assertThat(Scene.outcomeOf(second).text()).isEqualTo("2!");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void anAnswerThatCannotStartPassesItsTurnOnHoweverManyThereAre() {
    int many = 3000; // each inside the other would be too deep
    AtomicInteger rejected = new AtomicInteger();
    Chat unlucky = scene
        .chatOver(scene.transport)
        .busy(BusyPolicy.queue(many))
        .executor(task -> {
          rejected.incrementAndGet();
          throw new RejectedExecutionException("no");
        })
        .build();
    Answer first = scene.ask();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < many - 1; i++) {
      answers.add(unlucky.send("x"));
    }
    Answer last = queueing(many).send("last");
    first.cancel();
    scene.time.run();

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(Scene.outcomeOf(answer).error().orElseThrow().kind())
                .isEqualTo(ChatError.Kind.APPLICATION));
    assertThat(last.state()).isEqualTo(StreamState.CONNECTING);
  }

  @Test
  void withAnExecutorThatRunsAtOnceTheEndBeforeIsToldFirst() {
    List<String> told = new ArrayList<>();
    Chat chat = scene
        .chatOver(new OpeningTransport((request, sink) -> {
          told.add("open");
          return () -> {};
        }))
        .busy(BusyPolicy.queue())
        .executor(Runnable::run)
        .build();
    Answer first = chat.send("1?");
    chat.send("2?");
    first.onOutcome(outcome -> told.add("outcome"), Runnable::run);
    first.cancel();

    assertThat(told).containsExactly("open", "outcome", "open");
  }

  @Test
  void lateEventsOfTheOneBeforeDoNotReachTheNext() {
    Chat chat = queueing(1);
    Answer first = chat.send("1?");
    Answer second = chat.send("2?");
    scene.time.run();
    scene.text("1");
    first.cancel();
    scene.text("late");
    answer("2!");

    assertThat(first.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
    assertThat(Scene.outcomeOf(second).text()).isEqualTo("2!");
    assertThat(texts()).containsExactly("1?", "1", "2?", "2!");
  }
}
