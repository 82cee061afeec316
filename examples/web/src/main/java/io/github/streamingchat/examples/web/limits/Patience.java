package io.github.streamingchat.examples.web.limits;

import java.time.Duration;

/**
 * How long the server waits.
 *
 * <p>Immutable and thread-safe.
 *
 * @param unread how long a browser may take nothing of what is sent to it; it is cut off then, and may
 *     come back
 * @param heartbeat how long a stream is silent before it says that it is alive, which also finds out
 *     whether somebody still listens
 * @param reconnect what a browser is told to wait before it comes back
 * @param unfollowed how long an answer that nobody follows runs on
 * @param kept how long a stream can be followed after its end
 * @param idle how long a session is kept after its last request
 */
public record Patience(
    Duration unread,
    Duration heartbeat,
    Duration reconnect,
    Duration unfollowed,
    Duration kept,
    Duration idle) {
  /** 30 s, 10 s, 1 s; 2 minutes, 5 minutes, an hour. */
  public static final Patience DEFAULTS = new Patience(
      Duration.ofSeconds(30),
      Duration.ofSeconds(10),
      Duration.ofSeconds(1),
      Duration.ofMinutes(2),
      Duration.ofMinutes(5),
      Duration.ofHours(1));
}
