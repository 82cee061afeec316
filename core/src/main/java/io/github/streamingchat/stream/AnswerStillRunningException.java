package io.github.streamingchat.stream;

import io.github.streamingchat.ChatException;
import java.time.Duration;

/**
 * Says that {@link Answer#join(Duration)} gave up waiting. The answer itself goes on; cancel it if it
 * is no longer wanted.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class AnswerStillRunningException extends ChatException {
  private static final long serialVersionUID = 1L;

  AnswerStillRunningException(Duration waited, StreamState state) {
    super("the answer is still %s after %s; it goes on: join again, or cancel() it"
        .formatted(state, InWords.of(waited)));
  }
}
