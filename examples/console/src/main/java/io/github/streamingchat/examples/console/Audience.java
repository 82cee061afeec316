package io.github.streamingchat.examples.console;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import java.util.function.Supplier;

/** Who watches a page. */
interface Audience {
  /**
   * Has an answer begun and watches it to its end.
   *
   * @param asked begins the answer; nobody sees a piece of it before the audience knows it
   * @return how it ended, once all of it was shown
   * @throws InterruptedException if this thread is interrupted; the answer is cancelled then
   */
  Outcome watch(Supplier<Answer> asked) throws InterruptedException;

  /** Says that the page has changed in another way. */
  void look();

  /** Counts the rows of messages that were laid out since the beginning. */
  long rowsLaidOut();
}
