package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerReadersTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();
  private final Queue<Runnable> readerTasks = new ArrayDeque<>();

  @Test
  void aReaderIsToldStatesThenTextThenTheOutcome() {
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(told, Runnable::run);
    scene.time.run();
    scene.text("Be");
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(shape(told))
        .containsExactly(
            "QUEUED", "CONNECTING", "STREAMING", "'Be'", "'cause'", "COMPLETED", "outcome");
  }

  @Test
  void aSlowReaderIsToldThePiecesJoinedAndInTheSameOrder() {
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(told, readerTasks::add);
    scene.time.run();
    scene.text("Be");
    scene.text("ca");
    runReaders();
    assertThat(shape(told)).containsExactly("QUEUED", "CONNECTING", "STREAMING", "'Beca'");

    scene.text("u");
    scene.text("se");
    scene.sink().completed(true);
    runReaders();
    assertThat(shape(told).subList(4, 7)).containsExactly("'use'", "COMPLETED", "outcome");
  }

  @Test
  void oneTaskIsEnoughForAnyNumberOfPieces() {
    Answer answer = scene.ask();
    answer.subscribe(told, readerTasks::add);
    for (int i = 0; i < 1000; i++) {
      scene.text("x");
    }

    assertThat(readerTasks).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aReaderThatComesAfterTheEndIsToldEverything(Ending ending) {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.text("cause");
    ending.of(scene, answer);
    answer.subscribe(told, Runnable::run);

    assertThat(shape(told)).containsExactly("'Because'", ending.status.name(), "outcome");
  }

  @Test
  void aReaderThatComesLateIsToldTheTextFromItsBeginning() {
    Answer answer = scene.ask();
    scene.text("Be");
    answer.subscribe(told, Runnable::run);
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(shape(told)).containsExactly("STREAMING", "'Be'", "'cause'", "COMPLETED", "outcome");
  }

  @Test
  void onTextTellsOnlyTheTextAndReturnsTheAnswer() {
    List<String> pieces = new ArrayList<>();
    Answer answer = scene.ask();

    assertThat(answer.onText(pieces::add, Runnable::run)).isSameAs(answer);
    scene.primary().reasoning("0", "Hm");
    scene.text("Be");
    scene.sink().message("b").text("0", "Or");
    scene.primary().refusal("0", "No");
    scene.text("cause");
    assertThat(pieces).containsExactly("Be", "cause");
  }

  @Test
  void eachTextPartIsToldInFull() {
    Answer answer = scene.ask();
    answer.subscribe(told, readerTasks::add);
    scene.primary().text("0", "a");
    scene.primary().text("1", "x");
    runReaders();
    scene.primary().text("0", "b");
    scene.primary().text("1", "y");
    runReaders();

    assertThat(told.pieces()).containsExactly("a", "x", "b", "y");
  }

  @Test
  void anEmptyReaderIsWelcome() {
    Answer answer = scene.ask();
    answer.subscribe(new AnswerListener() {}, Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(scene.reported).isEmpty();
  }

  @Test
  void whatAReaderThrowsIsReportedAndTakesNothingFromAnyone() {
    RuntimeException thrown = new IllegalStateException("reader");
    Answer answer = scene.chat.send("Why?");
    Told throwing = new Told() {
      @Override
      public void onStateChange(StateChange change) {
        super.onStateChange(change);
        throw thrown;
      }

      @Override
      public void onText(String text) {
        super.onText(text);
        throw thrown;
      }

      @Override
      public void onOutcome(Outcome outcome) {
        super.onOutcome(outcome);
        throw new AssertionError("reader");
      }
    };
    answer.subscribe(throwing, Runnable::run);
    answer.subscribe(told, Runnable::run);
    scene.time.run();
    scene.text("Be");
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(shape(throwing)).isEqualTo(shape(told));
    assertThat(told.text()).isEqualTo("Because");
    assertThat(scene.reported.subList(0, 6)).containsOnly(thrown);
    assertThat(scene.reported.get(6)).isInstanceOf(AssertionError.class);
    assertThat(scene.reported).hasSize(7);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void whatASubscriberOfTheConversationThrowsIsReportedAndTakesNothingFromAnyone() {
    RuntimeException thrown = new IllegalStateException("subscriber");
    scene.conversation.subscribe(
        change -> {
          throw thrown;
        },
        Runnable::run);
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(told.text()).isEqualTo("Because");
    assertThat(scene.reported).isNotEmpty().containsOnly(thrown);
    scene.assertNothingLeftBehind();
  }

  @Test
  void aHookThatThrowsItselfTakesNothingFromAnyone() {
    Conversation touchy = Conversation.builder("touchy")
        .onCallbackError(thrown -> {
          throw new AssertionError("the hook", thrown);
        })
        .build();
    Answer answer = scene.chatOver(scene.transport).conversation(touchy).build().send("Why?");
    Told throwing = new Told() {
      @Override
      public void onText(String text) {
        super.onText(text);
        throw new IllegalStateException();
      }
    };
    answer.subscribe(throwing, Runnable::run);
    scene.time.run();
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(shape(throwing))
        .containsExactly("QUEUED", "CONNECTING", "STREAMING", "'Because'", "COMPLETED", "outcome");
  }

  @Test
  void aReaderWhoseExecutorRejectsIsReportedAndTheAnswerGoesOn() {
    RuntimeException rejected = new RejectedExecutionException();
    Answer answer = scene.ask();
    answer.onText(piece -> {}, task -> {
      throw rejected;
    });
    answer.subscribe(told, Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(told.outcomes()).containsExactly(Scene.outcomeOf(answer));
    assertThat(scene.reported).isNotEmpty().containsOnly(rejected);
  }

  @Test
  void closingAReaderLeavesTheAnswerRunning() {
    Answer answer = scene.ask();
    Subscription subscription = answer.subscribe(told, Runnable::run);
    scene.text("Be");
    subscription.close();
    subscription.close();
    scene.text("cause");

    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    scene.sink().completed(true);
    assertThat(shape(told)).containsExactly("CONNECTING", "STREAMING", "'Be'");
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
  }

  @Test
  void aReaderThatClosesItselfIsToldNothingMore() {
    Answer answer = scene.ask();
    AtomicReference<Subscription> own = new AtomicReference<>();
    Told closing = new Told() {
      @Override
      public void onText(String text) {
        super.onText(text);
        own.get().close();
      }
    };
    own.set(answer.subscribe(closing, readerTasks::add));
    scene.text("Because");
    scene.sink().completed(true);
    runReaders();

    assertThat(shape(closing)).containsExactly("CONNECTING", "STREAMING", "'Because'");
  }

  @Test
  void aReaderThatClosedBeforeItsTaskRanIsToldNothing() {
    Answer answer = scene.ask();
    Subscription subscription = answer.subscribe(told, readerTasks::add);
    scene.text("Because");
    subscription.close();
    runReaders();

    assertThat(told.calls()).isEmpty();
  }

  @Test
  void aReaderMayComeFromInsideAReader() {
    Answer answer = scene.ask();
    List<String> states = new ArrayList<>();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onText(String text) {
            if (told.calls().isEmpty()) {
              answer.subscribe(told, Runnable::run);
              states.add(text);
            }
          }
        },
        Runnable::run);
    scene.text("Be");
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(states).containsExactly("Be");
    assertThat(told.text()).isEqualTo("Because");
    assertThat(told.outcomes()).hasSize(1);
  }

  @Test
  void theNextQuestionMayBeAskedFromInsideTheOutcome() {
    List<Answer> next = new ArrayList<>();
    Answer answer = scene.ask();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onOutcome(Outcome outcome) {
            next.add(scene.chat.send("And then?"));
          }
        },
        Runnable::run);
    EventSink firstSink = scene.sink();
    scene.text("Because");
    firstSink.completed(true);
    scene.time.run();
    scene.text("Nothing");
    firstSink.primary().text("0", "late");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(next.get(0)).text()).isEqualTo("Nothing");
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  private void runReaders() {
    while (!readerTasks.isEmpty()) {
      readerTasks.remove().run();
    }
  }

  private static List<String> shape(Told told) {
    return told.calls().stream()
        .map(call -> {
          if (call instanceof StateChange change) {
            return change.to().name();
          }
          return call instanceof String text ? "'" + text + "'" : "outcome";
        })
        .toList();
  }
}
