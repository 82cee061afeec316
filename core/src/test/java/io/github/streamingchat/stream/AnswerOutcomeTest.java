package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.MessageStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The {@link Answer#outcome()} stage. */
class AnswerOutcomeTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void theStageCompletesNormallyHoweverTheAnswerEnds(Ending ending) {
    Answer answer = scene.ask();
    scene.text("Be");
    List<Outcome> outcomes = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    answer.outcome().whenComplete((outcome, failure) -> {
      outcomes.add(outcome);
      failures.add(failure);
    });
    ending.of(scene, answer);
    scene.time.run();

    assertThat(outcomes).containsExactly(Scene.outcomeOf(answer));
    assertThat(failures).containsOnlyNulls();
  }

  @Test
  void theStageCompletesOnTheChatsExecutorNotOnTheTransportsThread() {
    Queue<Runnable> executor = new ArrayDeque<>();
    Answer answer =
        scene.chatOver(scene.transport).executor(executor::add).build().send("Why?");
    executor.remove().run();
    List<Outcome> outcomes = new ArrayList<>();
    answer.outcome().thenAccept(outcomes::add);
    scene.sink().completed(true);
    assertThat(answer.state()).isEqualTo(StreamState.COMPLETED);
    assertThat(outcomes).isEmpty();

    executor.remove().run();
    assertThat(outcomes).containsExactly(Scene.outcomeOf(answer));
    assertThat(executor).isEmpty();
  }

  @Test
  void aCallerCannotCompleteTheStage() {
    Answer answer = scene.ask();
    assertThat(answer.outcome() == answer.outcome()).isTrue();
    if (answer.outcome() instanceof CompletableFuture<Outcome> future) {
      assertThatThrownBy(() -> future.complete(null))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> future.cancel(true))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    answer.outcome().toCompletableFuture().cancel(true);
    answer.outcome().toCompletableFuture().complete(null);
    assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);

    scene.sink().completed(true);
    scene.time.run();
    assertThat(answer.outcome().toCompletableFuture())
        .isCompletedWithValue(Scene.outcomeOf(answer));
  }

  @Test
  void theStageMayBeAskedForAfterTheEnd() {
    Answer answer = scene.ask();
    answer.cancel();
    scene.time.run();

    assertThat(answer.outcome().toCompletableFuture().join().status())
        .isEqualTo(MessageStatus.CANCELLED);
  }

  @Test
  void whatADependantThrowsStaysWithIt() {
    Answer answer = scene.ask();
    CompletableFuture<Void> failing = answer
        .outcome()
        .thenAccept(outcome -> {
          throw new IllegalStateException("dependant");
        })
        .toCompletableFuture();
    scene.sink().completed(true);
    scene.time.run();

    assertThat(failing).isCompletedExceptionally();
    assertThat(answer.outcome().toCompletableFuture())
        .isCompletedWithValue(Scene.outcomeOf(answer));
    scene.assertNothingLeftBehind();
  }
}
