package io.github.streamingchat.stream;

import io.github.streamingchat.MessageStatus;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/**
 * The text of an answer's primary message as a loop reads it, on the thread of the loop:
 *
 * <pre>{@code
 * try (TextIterator texts = answer.textIterator()) {
 *   while (texts.hasNext()) {
 *     System.out.print(texts.next());
 *   }
 * }
 * }</pre>
 *
 * <p>All texts together are the text from its beginning, also for a loop that starts late; what came
 * since the last call comes joined, part by part. There is no look-ahead: {@link #hasNext()} waits
 * until it is known whether there is more, and not for the text after that.
 *
 * <p>The loop ends when the answer is completed or cancelled, of which the outcome tells which it was.
 * If the answer failed, {@link #hasNext()} throws after the last text. Closing ends the loop and leaves
 * the answer running; only {@link Answer#cancel()} cancels.
 *
 * <p>For one thread at a time; {@link #close()} may be called by any thread, and wakes the one that
 * waits.
 */
public final class TextIterator implements Iterator<String>, AutoCloseable {
  private final AnswerRun run;
  private final Bell bell;
  private final TextCursor cursor = new TextCursor();

  /** Whether a text was promised, which a close in between does not take away. */
  private boolean promised;

  TextIterator(AnswerRun run) {
    this.run = run;
    this.bell = run.state().readers().add(new Bell(run));
  }

  /**
   * Tells whether there is more text; waits while that is not known.
   *
   * @return true if there is text to take; false if the answer was completed or cancelled and all of
   *     its text was taken, or this iterator is closed
   * @throws AnswerFailedException if the answer failed and all of its text was taken
   * @throws WaitInterruptedException if the thread is interrupted when it has to wait; its flag is set
   *     again, and it may call again
   * @throws IllegalStateException if the answer still runs and this thread delivers answers to
   *     subscribers with a direct executor, where it could wait for itself
   */
  @Override
  public boolean hasNext() {
    while (!bell.isClosed()) {
      CompletableFuture<Void> news = bell.listen();
      Reading reading = Reading.of(run);
      Outcome outcome = reading.outcome();
      if (outcome == null) {
        CallbackThread.requireElsewhere("hasNext");
      }
      if (cursor.hasNext(reading.message())) {
        promised = true;
        return true;
      }
      if (outcome != null) {
        requireNotFailed(outcome);
        return false;
      }
      bell.await(news);
    }
    return false;
  }

  private static void requireNotFailed(Outcome outcome) {
    if (outcome.status() == MessageStatus.FAILED) {
      throw new AnswerFailedException(outcome);
    }
  }

  /**
   * Takes the text that is there; waits for it as {@link #hasNext()} does.
   *
   * @return all that is new in one text part, never empty and never ending in half a character
   * @throws NoSuchElementException if there is no more, or this iterator was closed before {@link
   *     #hasNext()} promised a text
   * @throws AnswerFailedException if the answer failed and all of its text was taken
   * @throws WaitInterruptedException if the thread is interrupted when it has to wait
   * @throws IllegalStateException if the answer still runs and this thread delivers answers
   */
  @Override
  public String next() {
    String text = promised || hasNext() ? cursor.next(Reading.of(run).message()) : null;
    promised = false;
    if (text == null) {
      throw new NoSuchElementException("all of the answer's text was taken, or this is closed");
    }
    return text;
  }

  /** Ends the loop; the answer goes on. Idempotent. */
  @Override
  public void close() {
    bell.close();
  }
}
