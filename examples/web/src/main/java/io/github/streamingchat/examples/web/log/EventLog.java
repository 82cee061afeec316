package io.github.streamingchat.examples.web.log;

import io.github.streamingchat.Subscription;

/**
 * What one stream told, in order, for readers that come and go: each knows the place up to which it has
 * heard, and takes what stands behind it. One writer appends; a reader costs the log nothing but, while
 * it waits, one wake-up.
 *
 * <p>Implementations are thread-safe. They may block while they read or append, as a database does, but
 * never until a reader has read.
 */
public interface EventLog {
  /**
   * Appends an event. A log that is full drops its oldest ones.
   *
   * @param type what it is
   * @param data a JSON object
   * @return its place, one more than that of the event before
   */
  long append(String type, String data);

  /**
   * Reads on.
   *
   * @param place the place of the last event that is known; 0 to begin
   * @param mostCharacters about how much to give at once, in UTF-16 units of data; at least one event is
   *     given if there is one
   * @return what stands behind the place
   */
  LogBatch after(long place, int mostCharacters);

  /**
   * Asks for one call as soon as there is something to read behind a place, which may be the end.
   *
   * @param place the place of the last event that is known
   * @param wake called once, perhaps before this returns; on the writer's thread, which it must not
   *     block
   * @return takes the call back if it is closed
   */
  Subscription onMore(long place, Runnable wake);

  /** Says that nothing more will be appended. Idempotent. */
  void end();
}
