package io.github.streamingchat.examples.readme;

import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prints an answer as it comes. */
final class StreamAnAnswer {
  private StreamAnAnswer() {}

  static void run(String url, @Nullable String key) {
    // @start region="stream-an-answer"
    try (Chat chat = Chat.over(OpenAi.at(url).model("gpt-5-mini").apiKey(key))) {
      Answer answer = chat.send("Why is the sky blue?").onText(System.out::print);
      Outcome outcome = answer.join(Duration.ofMinutes(2));
      outcome.error().ifPresent(error -> {
        System.err.println(error.message());
        System.err.println("kept: " + outcome.text());
      });
    }
    // @end
  }
}
