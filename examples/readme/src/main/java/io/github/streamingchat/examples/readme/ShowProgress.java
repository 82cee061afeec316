package io.github.streamingchat.examples.readme;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Progress;
import io.github.streamingchat.view.StatusLines;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** What an answer is doing, for a person who waits. */
final class ShowProgress {
  private ShowProgress() {}

  /** Called by a timer of the application, a few times a second. */
  static void of(Answer answer, long expected, Consumer<String> label, DoubleConsumer bar) {
    // @start region="show-progress"
    Progress progress = answer.progress();
    label.accept(StatusLines.DEFAULTS.at(progress)); // "Waiting for the first words…"
    progress.share(expected).ifPresent(bar); // of as many characters as you expect, if you do
    // @end
  }
}
