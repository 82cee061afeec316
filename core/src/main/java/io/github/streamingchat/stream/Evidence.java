package io.github.streamingchat.stream;

import io.github.streamingchat.transport.Problem;
import java.util.List;
import java.util.Map;

/**
 * What an outcome rests on.
 *
 * <p>Immutable and thread-safe.
 *
 * @param endMarkSeen whether the peer sent its protocol's end mark
 * @param finishSeen whether the peer told why the model stopped
 * @param bytes how many bytes arrived, over all attempts
 * @param pieces in how many pieces content arrived
 * @param characters how many UTF-16 units of content arrived in them; a piece that met the end of the
 *     answer may be counted and not be in the text
 * @param attempts how many attempts were begun
 * @param timings when what happened
 * @param problems what the peer did against the protocol, as far as it was kept
 * @param problemCount how often the peer broke the protocol, kept or not
 * @param lateEvents how many events came too late until the end, by cause
 */
public record Evidence(
    boolean endMarkSeen,
    boolean finishSeen,
    long bytes,
    long pieces,
    long characters,
    int attempts,
    Timings timings,
    List<Problem> problems,
    long problemCount,
    Map<LateCause, Long> lateEvents) {
  /**
   * Copies the collections.
   *
   * @param endMarkSeen whether the peer sent its protocol's end mark
   * @param finishSeen whether the peer told why the model stopped
   * @param bytes how many bytes arrived
   * @param pieces in how many pieces content arrived
   * @param characters how many UTF-16 units of content arrived in them; a piece that met the end of the
   *     answer may be counted and not be in the text
   * @param attempts how many attempts were begun
   * @param timings when what happened
   * @param problems what the peer did against the protocol
   * @param problemCount how often the peer broke the protocol
   * @param lateEvents how many events came too late until the end
   */
  public Evidence {
    problems = List.copyOf(problems);
    lateEvents = Map.copyOf(lateEvents);
  }
}
