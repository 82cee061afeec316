package io.github.streamingchat;

import org.jspecify.annotations.Nullable;

/**
 * What an answer cost, in tokens, as far as the provider said. A count that is null was not given.
 *
 * <p>Immutable and thread-safe.
 *
 * @param inputTokens tokens of the prompt, cached ones included
 * @param outputTokens tokens of the answer, reasoning included where the provider counts it there
 * @param totalTokens the provider's total
 * @param cachedInputTokens tokens of the prompt that came from a cache
 * @param reasoningTokens tokens spent on reasoning
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens,
    @Nullable Long cachedInputTokens,
    @Nullable Long reasoningTokens) {
  /** Nothing known. */
  public static final Usage NONE = new Usage(null, null, null, null, null);

  /**
   * Lays a later report over this one. Providers report running totals, so the last word on each
   * count wins and nothing is summed.
   *
   * @param later the later report
   * @return a usage with each count of {@code later} that is given, and this one's for the rest
   */
  public Usage mergedWith(Usage later) {
    return new Usage(
        lastOf(inputTokens, later.inputTokens),
        lastOf(outputTokens, later.outputTokens),
        lastOf(totalTokens, later.totalTokens),
        lastOf(cachedInputTokens, later.cachedInputTokens),
        lastOf(reasoningTokens, later.reasoningTokens));
  }

  private static @Nullable Long lastOf(@Nullable Long earlier, @Nullable Long later) {
    return later != null ? later : earlier;
  }
}
