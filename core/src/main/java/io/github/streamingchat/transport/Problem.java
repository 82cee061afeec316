package io.github.streamingchat.transport;

import java.util.Objects;

/**
 * Something a peer did against the protocol that did not end the answer: it was repaired or passed
 * over.
 *
 * <p>Immutable and thread-safe.
 *
 * @param code a short name of the kind of problem, such as {@code malformed_json}
 * @param message what was wrong and what was done about it
 */
public record Problem(String code, String message) {
  /**
   * Checks that nothing is null.
   *
   * @param code a short name of the kind of problem
   * @param message what was wrong and what was done about it
   */
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
