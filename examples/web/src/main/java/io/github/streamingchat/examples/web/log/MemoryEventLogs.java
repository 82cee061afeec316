package io.github.streamingchat.examples.web.log;

/**
 * Logs in memory, held by whoever asked for them.
 *
 * <p>Immutable and thread-safe.
 */
public final class MemoryEventLogs implements EventLogs {
  /** Two million characters: a long answer in pieces of one word. */
  public static final int DEFAULT_MOST_CHARACTERS = 2_000_000;

  private final int mostCharacters;

  /**
   * Makes logs of a size.
   *
   * @param mostCharacters how much a log holds before it drops its oldest events, at least 1
   * @throws IllegalArgumentException if it is less
   */
  public MemoryEventLogs(int mostCharacters) {
    if (mostCharacters < 1) {
      throw new IllegalArgumentException("a log holds at least 1 character, not " + mostCharacters);
    }
    this.mostCharacters = mostCharacters;
  }

  @Override
  public EventLog create(String streamId) {
    return new MemoryEventLog(mostCharacters);
  }

  /** Nothing else holds it. */
  @Override
  public void drop(String streamId) {}
}
