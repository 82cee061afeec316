package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Scene scene = new Scene();

  private static Progress progress(
      StreamState phase, int elapsed, int inPhase, int pieces, int characters, int attempt) {
    return new Progress(
        phase,
        SECOND.multipliedBy(elapsed),
        SECOND.multipliedBy(inPhase),
        pieces,
        characters,
        attempt);
  }

  @Test
  void itTellsWhereTheAnswerStandsAndHowMuchHasCome() {
    Answer answer = scene.chat.send("Why?");
    assertThat(answer.progress()).isEqualTo(progress(StreamState.QUEUED, 0, 0, 0, 0, 0));
    scene.time.run();
    scene.time.advance(SECOND);
    assertThat(answer.progress()).isEqualTo(progress(StreamState.CONNECTING, 1, 1, 0, 0, 1));
    scene.primary().reasoning("r", "Hm.");
    scene.text("Because");
    scene.time.advance(SECOND.multipliedBy(2));

    assertThat(answer.progress()).isEqualTo(progress(StreamState.STREAMING, 3, 2, 2, 10, 1));
  }

  @Test
  void onceTheAnswerHasEndedItStaysAsItIs() {
    Answer answer = scene.ask();
    scene.time.advance(SECOND);
    scene.text("Because");
    scene.time.advance(SECOND);
    scene.sink().completed(true);
    scene.time.advance(SECOND);

    assertThat(answer.progress()).isEqualTo(progress(StreamState.COMPLETED, 2, 0, 1, 7, 1));
  }

  @Test
  void aWaitForTheNextAttemptIsAPhaseOfItsOwn() {
    scene = new Scene(RetryPolicy.builder()
        .backoff(
            new Backoff(SECOND.multipliedBy(3), 1, SECOND.multipliedBy(3), Backoff.Jitter.NONE))
        .build());
    Answer answer = scene.ask();
    scene
        .sink()
        .failed(ChatError.builder(ChatError.Kind.CONNECTION, "Broken.")
            .retryable(true)
            .build());
    scene.time.advance(SECOND.multipliedBy(2));
    assertThat(answer.progress()).isEqualTo(progress(StreamState.BACKING_OFF, 2, 2, 0, 0, 1));
    scene.time.advance(SECOND);

    assertThat(answer.progress()).isEqualTo(progress(StreamState.CONNECTING, 3, 0, 0, 0, 2));
  }

  @Test
  void theShareIsThatOfATotalIfOneIsKnown() {
    Progress half = progress(StreamState.STREAMING, 1, 1, 3, 50, 1);

    assertThat(half.share(100)).hasValue(0.5);
    assertThat(half.share(50)).hasValue(1);
    assertThat(half.share(20)).hasValue(1);
    assertThat(half.share(0)).isEmpty();
    assertThat(half.share(-1)).isEmpty();
    assertThat(progress(StreamState.COMPLETED, 1, 0, 3, 50, 1).share(100)).hasValue(1);
    assertThat(progress(StreamState.FAILED, 1, 0, 3, 50, 1).share(100)).hasValue(0.5);
  }
}
