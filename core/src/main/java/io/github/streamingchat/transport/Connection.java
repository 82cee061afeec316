package io.github.streamingchat.transport;

/** One attempt under way. */
@FunctionalInterface
public interface Connection {
  /**
   * Stops the attempt: closes what belongs to it alone. Idempotent, from any thread, also from inside
   * a call to the sink and after the end; must not block. Calls to the sink that are on their way may
   * still come and count as late.
   */
  void cancel();
}
