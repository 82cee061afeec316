package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerClearTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();

  @Test
  void clearCancelsTheAnswerAndKeepsItsTextInTheOutcome() {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.text("Be");
    scene.conversation.clear();

    assertThat(scene.conversation.snapshot().size()).isZero();
    assertCancelled(answer, "Be");
    assertThat(answer.messages()).containsExactly(answer.primary());
    assertThat(told.states())
        .containsExactly(StreamState.CONNECTING, StreamState.STREAMING, StreamState.CANCELLED);
    assertThat(told.text()).isEqualTo("Be");
  }

  @Test
  void clearBeforeTheAttemptBeganOpensNothing() {
    Answer answer = scene.chat.send("Why?");
    scene.conversation.clear();
    scene.time.run();

    assertCancelled(answer, "");
    assertThat(scene.transport.attempts()).isEmpty();
  }

  @Test
  void clearFromInsideTheBeginEndsTheAnswerBeforeItsHandleIsThere() {
    List<Integer> sizes = new ArrayList<>();
    scene.conversation.subscribe(
        change -> {
          sizes.add(change.snapshot().size());
          if (change.snapshot().size() > 0) {
            scene.conversation.clear();
          }
        },
        Runnable::run);
    Answer answer = scene.chat.send("Why?");

    assertThat(sizes).containsExactly(2, 0);
    assertCancelled(answer, "");
    scene.time.run();
    assertThat(scene.transport.attempts()).isEmpty();
  }

  @Test
  void removingTheAnswersMessageCancelsItAndLeavesTheRest() {
    Answer answer = scene.ask();
    scene.text("Be");
    ChatMessage removed = scene.conversation.remove(answer.primary());

    assertThat(removed.text()).isEqualTo("Be");
    assertThat(removed.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::id)
        .containsExactly(answer.userTurn().orElseThrow());
    assertCancelled(answer, "Be");
  }

  @Test
  void removingASecondMessageOfTheAnswerCancelsAllOfIt() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.sink().message("b").text("0", "Or");
    MessageId second = answer.messages().get(1);
    scene.conversation.remove(second);
    scene.text("cause");

    assertCancelled(answer, "Be");
    assertThat(Scene.outcomeOf(answer).messages())
        .extracting(ChatMessage::text)
        .containsExactly("Be", "Or");
    assertThat(scene.inConversation(answer.primary()))
        .isEqualTo(Scene.outcomeOf(answer).message());
    assertThat(scene.conversation.find(second)).isEmpty();
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CLEARED, 1L));
  }

  @Test
  void removingTheUsersTurnLeavesTheAnswerRunning() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.conversation.remove(answer.userTurn().orElseThrow());
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(scene.inConversation(answer.primary()).text()).isEqualTo("Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void clearFromInsideATextCallbackKeepsThatTextInTheOutcome() {
    Answer answer = scene.ask().onText(piece -> scene.conversation.clear(), Runnable::run);
    scene.text("Be");
    scene.text("cause");

    assertCancelled(answer, "Be");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CLEARED, 1L));
  }

  @Test
  void theConversationIsFreeForASubscriberThatIsToldOfTheClear() {
    Answer first = scene.ask();
    scene.text("Be");
    EventSink firstSink = scene.sink();
    List<Answer> next = new ArrayList<>();
    scene.conversation.subscribe(
        change -> {
          if (change.cleared()) {
            next.add(scene.chat.send("And now?"));
          }
        },
        Runnable::run);
    scene.conversation.clear();
    scene.time.run();
    firstSink.primary().text("0", "late");
    scene.text("Now");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(first).text()).isEqualTo("Be");
    assertThat(first.lateEvents()).isEqualTo(Map.of(LateCause.CLEARED, 1L));
    assertThat(Scene.outcomeOf(next.get(0)).text()).isEqualTo("Now");
    assertThat(scene.conversation.snapshot().size()).isEqualTo(2);
    scene.assertNothingLeftBehind();
  }

  @Test
  void clearAfterCancelIsStillCountedAsCancelled() {
    Answer answer = scene.ask();
    scene.text("Be");
    answer.cancel();
    scene.conversation.clear();
    scene.text("late");

    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
    assertThat(answer.message().text()).isEqualTo("Be");
  }

  @Test
  void theOutcomeOutlivesAMessageThatIsRemovedAfterTheEnd() {
    Answer answer = scene.ask();
    scene.text("Because");
    scene.sink().completed(true);
    scene.conversation.remove(answer.primary());

    assertThat(answer.message().text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
    Told late = new Told();
    answer.subscribe(late, Runnable::run);
    assertThat(late.text()).isEqualTo("Because");
  }

  @Test
  void aSubscriberMayRemoveTheMessageInTheStepThatEndsIt() {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    List<String> seen = new ArrayList<>();
    scene.text("Because");
    scene.conversation.subscribe(
        answer.primary(),
        change -> {
          if (change.snapshot().find(answer.primary()).isPresent()) {
            scene.conversation.remove(answer.primary());
            seen.add(answer.message().text());
          }
        },
        Runnable::run);
    scene.sink().completed(true);

    assertThat(scene.reported).isEmpty();
    assertThat(seen).containsExactly("Because");
    assertThat(told.text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
  }

  @Test
  void aReaderIsNeverToldWhatASubscriberWroteOverTheEndedMessage() {
    Answer answer = scene.ask();
    List<Runnable> readerTasks = new ArrayList<>();
    answer.subscribe(told, readerTasks::add);
    scene.text("Because");
    scene.conversation.subscribe(
        answer.primary(),
        change -> {
          ChatMessage message = change.snapshot().find(answer.primary()).orElseThrow();
          if (message.status().isTerminal() && message.text().equals("Because")) {
            scene.conversation.edit(answer.primary(), edit -> edit.text("Because, they say"));
            readerTasks.remove(0).run(); // the reader runs between the end and its outcome
          }
        },
        Runnable::run);
    scene.sink().completed(true);
    readerTasks.forEach(Runnable::run);

    assertThat(told.text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(scene.inConversation(answer.primary()).text()).isEqualTo("Because, they say");
  }

  private void assertCancelled(Answer answer, String text) {
    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(outcome.text()).isEqualTo(text);
    assertThat(outcome.error()).isEmpty();
    assertThat(answer.message()).isEqualTo(outcome.message());
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }
}
