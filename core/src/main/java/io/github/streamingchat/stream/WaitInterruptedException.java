package io.github.streamingchat.stream;

import io.github.streamingchat.ChatException;

/**
 * Says that the thread was interrupted while it waited for an answer. Its interrupt flag is set again,
 * and the answer goes on.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class WaitInterruptedException extends ChatException {
  private static final long serialVersionUID = 1L;

  private WaitInterruptedException(InterruptedException cause) {
    super("interrupted while waiting for the answer, which goes on", cause);
  }

  /** Sets the flag of the current thread again. */
  static WaitInterruptedException of(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new WaitInterruptedException(cause);
  }
}
