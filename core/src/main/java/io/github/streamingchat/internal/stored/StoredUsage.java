package io.github.streamingchat.internal.stored;

import io.github.streamingchat.Usage;

/** What is written of a usage. Stateless and thread-safe. */
public final class StoredUsage {
  private StoredUsage() {}

  /**
   * Writes a usage.
   *
   * @param from what to write
   * @param to the object that takes its members
   */
  public static void write(Usage from, Members to) {
    to.put("inputTokens", from.inputTokens())
        .put("outputTokens", from.outputTokens())
        .put("totalTokens", from.totalTokens())
        .put("cachedInputTokens", from.cachedInputTokens())
        .put("reasoningTokens", from.reasoningTokens());
  }

  /**
   * Reads a usage.
   *
   * @param from the object that has its members
   * @return what was written
   * @throws StoredFormatException if a member is not what it should be
   */
  public static Usage read(Fields from) {
    return new Usage(
        from.wholeOrNull("inputTokens"),
        from.wholeOrNull("outputTokens"),
        from.wholeOrNull("totalTokens"),
        from.wholeOrNull("cachedInputTokens"),
        from.wholeOrNull("reasoningTokens"));
  }
}
