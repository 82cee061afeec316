package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.transport.Problem;

/**
 * Thrown by {@link Frame#parse} for a text that is no frame.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class BadFrameException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** What was wrong; lost when serialized. */
  private final transient Problem problem;

  BadFrameException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  /**
   * Tells what was wrong.
   *
   * @return the problem
   */
  public Problem problem() {
    return problem;
  }
}
