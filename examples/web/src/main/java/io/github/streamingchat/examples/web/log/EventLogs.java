package io.github.streamingchat.examples.web.log;

/**
 * The logs of all streams. In memory they are gone with the process; a database or a message broker can
 * stand here instead.
 *
 * <p>Implementations are thread-safe.
 */
public interface EventLogs {
  /**
   * Begins the log of a new stream.
   *
   * @param streamId the stream, never used before
   * @return an empty log
   */
  EventLog create(String streamId);

  /**
   * Forgets the log of a stream.
   *
   * @param streamId the stream; an unknown one changes nothing
   */
  void drop(String streamId);
}
