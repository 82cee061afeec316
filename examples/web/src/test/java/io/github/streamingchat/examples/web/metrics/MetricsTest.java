package io.github.streamingchat.examples.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final VirtualTime time = new VirtualTime();
  private final Metrics metrics = new Metrics(time);
  private AnswerEmitter out;
  private final Chat chat = Chat.builder(
          Answers.from((request, emitter) -> out = emitter).on(Runnable::run))
      .scheduler(time)
      .executor(time.executor())
      .retry(RetryPolicy.NONE)
      .observer(answer -> metrics.answer())
      .build();

  private Answer answer(int millis) {
    Answer answer = chat.send("Why?");
    time.run();
    time.advance(Duration.ofMillis(millis));
    out.text("Be");
    out.text("cause");
    return answer;
  }

  private Map<?, ?> toFirstToken() {
    return (Map<?, ?>) metrics.json(0, 0).get("timeToFirstTokenMillis");
  }

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    assertThat(toFirstToken().get("p50")).isNull();
    assertThat(metrics.json(0, 0)).containsEntry("errorRate", 0.0).containsEntry("answers", 0L);
  }

  @Test
  void theTimeToTheFirstTokenIsThatOfTheFirstPiece() {
    for (int millis : new int[] {10, 20, 30, 40, 1_000}) {
      answer(millis);
      out.complete();
    }
    assertThat(toFirstToken().get("p50")).isEqualTo(30.0);
    assertThat(toFirstToken().get("p95")).isEqualTo(1_000.0);
    assertThat(toFirstToken().get("last")).isEqualTo(1_000.0);
  }

  @Test
  void whatFailedAndWhatWasStoppedIsCountedApart() {
    answer(1);
    out.complete();
    answer(1);
    out.fail(ChatError.of(ChatError.Kind.PROVIDER, "no"));
    answer(1).cancel();
    answer(1);
    out.complete();

    Map<String, Object> counted = metrics.json(3, 7);
    assertThat(counted).containsEntry("answers", 4L).containsEntry("failures", 1L);
    assertThat(counted).containsEntry("cancelled", 1L).containsEntry("errorRate", 0.25);
    assertThat(counted).containsEntry("activeStreams", 3).containsEntry("followers", 7L);
    assertThat((Long) counted.get("memoryBytes")).isPositive();
    assertThat((Long) counted.get("uptimeMillis")).isEqualTo(4L);
  }
}
