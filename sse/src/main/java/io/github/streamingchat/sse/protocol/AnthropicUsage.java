package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Messages API counts. A report gives totals of the whole answer so far, and may leave out
 * what an earlier one told.
 *
 * <p>Immutable and thread-safe.
 */
record AnthropicUsage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheCreation,
    @Nullable Long thinking) {
  static final AnthropicUsage NONE = new AnthropicUsage(null, null, null, null, null);

  static AnthropicUsage read(JsonMembers json) {
    Long input = null;
    Long output = null;
    Long cacheRead = null;
    Long cacheCreation = null;
    Long thinking = null;
    if (json.enter()) {
      while (json.next()) {
        switch (json.name()) {
          case "input_tokens" -> input = json.count();
          case "output_tokens" -> output = json.count();
          case "cache_read_input_tokens" -> cacheRead = json.count();
          case "cache_creation_input_tokens" -> cacheCreation = json.count();
          case "output_tokens_details" -> thinking = readThinking(json);
          default -> json.skip();
        }
      }
    }
    return new AnthropicUsage(input, output, cacheRead, cacheCreation, thinking);
  }

  private static @Nullable Long readThinking(JsonMembers json) {
    Long thinking = null;
    if (json.enter()) {
      while (json.next()) {
        if (json.name().equals("thinking_tokens")) {
          thinking = json.count();
        } else {
          json.skip();
        }
      }
    }
    return thinking;
  }

  AnthropicUsage mergedWith(AnthropicUsage later) {
    return new AnthropicUsage(
        lastOf(input, later.input),
        lastOf(output, later.output),
        lastOf(cacheRead, later.cacheRead),
        lastOf(cacheCreation, later.cacheCreation),
        lastOf(thinking, later.thinking));
  }

  private static @Nullable Long lastOf(@Nullable Long earlier, @Nullable Long later) {
    return later != null ? later : earlier;
  }

  /**
   * As everybody counts: this provider's input leaves out what was read from or put into the cache.
   */
  Usage normalised() {
    return new Usage(sum(sum(input, cacheRead), cacheCreation), output, null, cacheRead, thinking);
  }

  /** What a {@link Usage} has no place for, and costs more than other input. */
  Map<String, Object> metadata() {
    return cacheCreation == null || cacheCreation == 0
        ? Map.of()
        : Map.of("cache_creation_input_tokens", cacheCreation);
  }

  /** Saturates: a count that a peer makes up must not turn negative. */
  private static @Nullable Long sum(@Nullable Long count, @Nullable Long more) {
    if (count == null || more == null) {
      return count == null ? more : count;
    }
    return more > Long.MAX_VALUE - Math.max(0, count) ? Long.MAX_VALUE : count + more;
  }
}
