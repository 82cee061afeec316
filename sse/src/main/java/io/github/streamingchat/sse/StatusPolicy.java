package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.Statuses;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an HTTP status means for an answer: the kind of its error, and whether the same request may
 * succeed at another time. A server that sends {@code x-should-retry: true} or {@code false} with a
 * status from 400 on has the last word on the latter.
 *
 * <p>By default 408, 409, 425, 429 and every status from 500 on are retryable, but for 501, 505, 510
 * and 511, which no patience helps. 200 is an answer, the redirects are followed, and any other
 * status below 300 fails with kind PROTOCOL and is never retryable: 204 is how an event stream says
 * that nobody should ask again (WHATWG HTML 9.2.3).
 *
 * <p>Immutable and thread-safe.
 */
public final class StatusPolicy {
  /** The table of the class's description. */
  public static final StatusPolicy DEFAULTS = new StatusPolicy(Map.of());

  private static final int LOWEST = 300;
  private static final int HIGHEST = 999;

  /**
   * What one status means.
   *
   * <p>Immutable and thread-safe.
   *
   * @param kind the kind of the error
   * @param retryable whether the same request may succeed at another time
   */
  public record Meaning(Kind kind, boolean retryable) {
    /**
     * Checks that nothing is null.
     *
     * @param kind the kind of the error
     * @param retryable whether the same request may succeed at another time
     */
    public Meaning {
      Objects.requireNonNull(kind, "kind");
    }
  }

  private final Map<Integer, Meaning> own;

  private StatusPolicy(Map<Integer, Meaning> own) {
    this.own = own;
  }

  /**
   * Gives one status another meaning.
   *
   * @param status from 300 to 999
   * @param kind the kind of the error
   * @param retryable whether the same request may succeed at another time
   * @return a policy with that meaning
   * @throws IllegalArgumentException if the status is out of range
   */
  public StatusPolicy with(int status, Kind kind, boolean retryable) {
    if (status < LOWEST || status > HIGHEST) {
      throw new IllegalArgumentException(
          "only a status from %d to %d can have another meaning, not %d"
              .formatted(LOWEST, HIGHEST, status));
    }
    Map<Integer, Meaning> more = new TreeMap<>(own);
    more.put(status, new Meaning(kind, retryable));
    return new StatusPolicy(more);
  }

  /**
   * Changes whether some statuses are retryable, and leaves their kinds as they are.
   *
   * @param retryable whether they are
   * @param statuses each from 300 to 999
   * @return a policy with that change
   * @throws IllegalArgumentException if a status is out of range
   */
  public StatusPolicy retryable(boolean retryable, int... statuses) {
    StatusPolicy changed = this;
    for (int status : statuses) {
      changed = changed.with(status, meaning(status).kind(), retryable);
    }
    return changed;
  }

  /**
   * Looks a status up.
   *
   * @param status any status but 200
   * @return what it means
   */
  public Meaning meaning(int status) {
    Meaning chosen = own.get(status);
    return chosen != null ? chosen : new Meaning(Statuses.kind(status), Statuses.mayPass(status));
  }

  /**
   * Describes what differs from the defaults.
   *
   * @return the statuses with their meanings
   */
  @Override
  public String toString() {
    return "StatusPolicy" + own;
  }
}
