package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceScene.assertCancelled;
import static io.github.streamingchat.source.SourceScene.assertCompleted;
import static io.github.streamingchat.source.SourceScene.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.LateCause;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StagedSourceTest {
  private final SourceScene scene = new SourceScene();
  private final CompletableFuture<String> future = new CompletableFuture<>();

  @Test
  void aStageIsAnAnswerOfOnePiece() {
    Answer answer = ask(future);
    assertThat(answer.state().isTerminal()).isFalse();
    future.complete("Because");

    assertCompleted(answer, "Because");
  }

  @Test
  void theExceptionOfAnEarlierStageIsTheCause() {
    IllegalStateException thrown = new IllegalStateException("broken");
    Answer answer = ask(future.thenApply(text -> text + "!"));
    future.completeExceptionally(thrown);

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
  }

  @Test
  void nullIsNoAnswer() {
    Answer answer = ask(future);
    future.complete(null);

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause())
        .isInstanceOf(ChatException.class);
  }

  @Test
  void aCancelCancelsTheFuture() {
    Answer answer = ask(future);
    answer.cancel();

    assertCancelled(answer, "");
    assertThat(future).isCancelled();
    assertThat(answer.lateEvents()).isEmpty();
  }

  @Test
  void aStageThatCannotBeCancelledComesTooLate() {
    Answer answer = ask(future.minimalCompletionStage());
    answer.cancel();
    future.complete("Because");

    assertCancelled(answer, "");
    assertThat(future).isNotCancelled();
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
    assertThat(scene.reported).isEmpty();
  }

  @Test
  void aWriterSaysWhatTheItemMeans() {
    assertCompleted(
        scene.ask(Answers.fromStage(
            request -> CompletableFuture.completedFuture(42),
            (out, number) -> out.text("It is " + number))),
        "It is 42");
  }

  @Test
  void aWriterThatThrowsFailsTheAnswer() {
    IllegalStateException thrown = new IllegalStateException("cannot tell");
    Answer answer = scene.ask(
        Answers.fromStage(request -> CompletableFuture.completedFuture(42), (out, number) -> {
          throw thrown;
        }));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
  }

  private Answer ask(CompletionStage<String> stage) {
    return scene.ask(Answers.fromStage(request -> stage));
  }
}
