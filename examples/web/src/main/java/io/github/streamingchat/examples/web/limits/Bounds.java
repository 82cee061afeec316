package io.github.streamingchat.examples.web.limits;

/**
 * How much the server holds.
 *
 * <p>Immutable and thread-safe.
 *
 * @param questionCharacters the longest question, in UTF-16 units
 * @param bodyBytes the largest body of a request
 * @param answerCharacters the longest answer, in UTF-16 units
 * @param messages the messages of one document's history
 * @param sessions the sessions; of more, the one that was silent for longest is dropped
 * @param connections the connections at once; more have to wait
 * @param running the answers that run at once, over all sessions
 * @param kept the streams that can still be followed, running or not; of more, the oldest that has ended
 *     is dropped
 * @param batchCharacters how much of a log is on its way to one browser, in UTF-16 units
 * @param sendBufferBytes how much the system holds for one browser that is slow
 */
public record Bounds(
    int questionCharacters,
    int bodyBytes,
    int answerCharacters,
    int messages,
    int sessions,
    int connections,
    int running,
    int kept,
    int batchCharacters,
    int sendBufferBytes) {
  /** Enough for a small team, on a small machine. */
  public static final Bounds DEFAULTS =
      new Bounds(4_000, 64 << 10, 200_000, 500, 1_000, 2_000, 200, 1_000, 16_000, 64 << 10);
}
