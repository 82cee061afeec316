package io.github.streamingchat.examples.readme;

import io.github.streamingchat.observation.LoggingObserver;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.AnswerObserver;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.function.Consumer;

/** Logs the story of each answer, and measures the time to its first event. */
final class WatchAnAnswer {
  private WatchAnAnswer() {}

  static Chat over(OpenAi endpoint, Consumer<Duration> timer, Consumer<Outcome> counter) {
    // @start region="watch-an-answer"
    Chat chat = Chat.builder(endpoint)
        .observer(LoggingObserver::of)
        .observer(answer -> new AnswerObserver() {
          @Override
          public void onFirstEvent(int attempt, Duration toFirstEvent) {
            timer.accept(toFirstEvent);
          }

          @Override
          public void onEnd(Outcome outcome) {
            counter.accept(outcome);
          }
        })
        .build();
    // @end
    return chat;
  }
}
