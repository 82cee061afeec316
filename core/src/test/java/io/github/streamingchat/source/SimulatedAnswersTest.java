package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceScene.assertCancelled;
import static io.github.streamingchat.source.SourceScene.assertCompleted;
import static io.github.streamingchat.source.SourceScene.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.stream.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedAnswersTest {
  private static final String TEXT = "Because short waves scatter.";

  private final SourceScene scene = new SourceScene();
  private final List<String> pieces = new ArrayList<>();

  @Test
  void tenCharactersComeEveryHundredMilliseconds() {
    Answer answer = ask(SimulatedAnswers.saying(TEXT));
    scene.time.run();
    assertThat(pieces).containsExactly("Because sh");

    scene.time.advance(Duration.ofMillis(99));
    assertThat(pieces).hasSize(1);
    scene.time.advance(Duration.ofMillis(1));
    assertThat(pieces).containsExactly("Because sh", "ort waves ");

    scene.time.advance(Duration.ofMillis(100));
    assertCompleted(answer, TEXT);
    assertThat(answer.message().finishReason()).contains(FinishReason.STOP);
    assertThat(scene.time.timers()).isZero();
  }

  @Test
  void aPairOfSurrogatesIsOneCharacterAndNeverSplit() {
    Answer answer =
        ask(SimulatedAnswers.saying("a\uD83D\uDE00b\uD83D\uDE00c").pace(2, Duration.ofMillis(1)));
    scene.time.advance(Duration.ofSeconds(1));

    assertThat(pieces).containsExactly("a\uD83D\uDE00", "b\uD83D\uDE00", "c");
    assertCompleted(answer, "a\uD83D\uDE00b\uD83D\uDE00c");
  }

  @Test
  void aPaceWithoutAnIntervalSaysAllAtOnce() {
    Answer answer = ask(SimulatedAnswers.saying(TEXT).pace(1, Duration.ZERO));
    scene.time.run();

    assertThat(pieces).hasSize(TEXT.length());
    assertCompleted(answer, TEXT);
  }

  @Test
  void itMayAnswerTheQuestion() {
    Answer answer = ask(SimulatedAnswers.saying(
        request -> "You said: " + request.messages().get(0).text()));
    scene.time.advance(Duration.ofSeconds(1));

    assertCompleted(answer, "You said: Why?");
  }

  @Test
  void nothingToSayIsAnEmptyAnswer() {
    Answer answer = ask(SimulatedAnswers.saying(""));
    scene.time.run();

    assertCompleted(answer, "");
  }

  @Test
  void aCancelStopsItAndLeavesNoTimer() {
    Answer answer = ask(SimulatedAnswers.saying(TEXT));
    scene.time.run();
    answer.cancel();
    assertThat(scene.time.timers()).isZero();
    scene.time.advance(Duration.ofSeconds(1));

    assertCancelled(answer, "Because sh");
    assertThat(answer.lateEvents()).isEmpty();
  }

  @Test
  void aFunctionThatThrowsFailsTheAnswer() {
    IllegalStateException thrown = new IllegalStateException("broken");
    Answer answer = ask(SimulatedAnswers.saying(request -> {
      throw thrown;
    }));
    scene.time.run();

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
  }

  @Test
  void aPaceOutOfRangeIsRefused() {
    SimulatedAnswers answers = SimulatedAnswers.saying(TEXT);

    assertThatThrownBy(() -> answers.pace(0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 character");
    assertThatThrownBy(() -> answers.pace(1, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interval");
  }

  private Answer ask(SimulatedAnswers answers) {
    Answer answer = scene.send(answers.scheduler(scene.time));
    answer.onText(pieces::add, Runnable::run);
    return answer;
  }
}
