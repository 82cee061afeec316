package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;

/**
 * Says to a reader that has no other way to be told, such as a loop over the text, that the answer
 * failed. All text that arrived was read before. Its message is the error's, and its cause is the
 * error's cause.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class AnswerFailedException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** Lost when serialized. */
  private final transient Outcome outcome;

  AnswerFailedException(Outcome outcome) {
    super(
        outcome.error().map(ChatError::message).orElse("the answer failed"),
        outcome.error().map(ChatError::cause).orElse(null));
    this.outcome = outcome;
  }

  /**
   * Gives the outcome, with the error and the text that arrived.
   *
   * @return an outcome whose status is FAILED; null if this exception was serialized
   */
  public Outcome outcome() {
    return outcome;
  }
}
