package io.github.streamingchat.examples.readme;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerFailedException;
import java.util.stream.Stream;

/** Reads an answer on a thread of its own. */
final class ReadInALoop {
  private ReadInALoop() {}

  static void run(Answer answer) {
    // @start region="read-in-a-loop"
    try (Stream<String> texts = answer.texts()) {
      texts.forEach(System.out::print);
    } catch (AnswerFailedException failed) { // after the last text
      System.err.println(failed.outcome().error().orElseThrow().message());
    }
    // @end
  }
}
