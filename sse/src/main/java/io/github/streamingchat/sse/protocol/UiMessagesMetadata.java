package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of one message, which comes in layers: objects are merged member by member, and all
 * else, lists too, takes the place of what was there.
 *
 * <p>The format has no word of its own for what an answer cost. Servers tell it in the metadata, as a
 * member {@code totalUsage} or {@code usage} or among the others, in the words of the AI SDK or of
 * OpenAI.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesMetadata {
  private static final List<String> INPUT =
      List.of("inputTokens", "promptTokens", "input_tokens", "prompt_tokens");
  private static final List<String> OUTPUT =
      List.of("outputTokens", "completionTokens", "output_tokens", "completion_tokens");
  private static final List<String> INPUT_DETAILS =
      List.of("inputTokenDetails", "inputTokens", "input_tokens_details", "prompt_tokens_details");
  private static final List<String> OUTPUT_DETAILS = List.of(
      "outputTokenDetails", "outputTokens", "output_tokens_details", "completion_tokens_details");

  private final Map<String, @Nullable Object> merged = new LinkedHashMap<>();

  /** Lays a layer over what is there, and gives the members that it changes, as they are now. */
  Map<String, @Nullable Object> merge(Map<?, ?> later) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    later.forEach((key, value) -> {
      String name = String.valueOf(key);
      Object joined = joined(merged.get(name), value);
      if (!merged.containsKey(name) || !Objects.equals(merged.get(name), joined)) {
        merged.put(name, joined);
        changed.put(name, joined);
      }
    });
    return changed;
  }

  private static @Nullable Object joined(@Nullable Object before, @Nullable Object later) {
    if (!(before instanceof Map<?, ?> known) || !(later instanceof Map<?, ?> more)) {
      return later;
    }
    Map<Object, @Nullable Object> both = new LinkedHashMap<>(known);
    more.forEach((name, value) -> both.put(name, joined(known.get(name), value)));
    return both;
  }

  /** What the answer cost, as far as the metadata says so. */
  Usage usage() {
    Map<?, ?> told = merged.get("totalUsage") instanceof Map<?, ?> total
        ? total
        : merged.get("usage") instanceof Map<?, ?> usage ? usage : merged;
    return new Usage(
        total(told, INPUT),
        total(told, OUTPUT),
        count(told, List.of("totalTokens", "total_tokens")),
        either(
            count(told, List.of("cachedInputTokens")),
            detail(told, INPUT_DETAILS, List.of("cacheReadTokens", "cacheRead", "cached_tokens"))),
        either(
            count(told, List.of("reasoningTokens")),
            detail(
                told,
                OUTPUT_DETAILS,
                List.of("reasoningTokens", "reasoning", "reasoning_tokens"))));
  }

  /** A count, or the total of one that is an object. */
  private static @Nullable Long total(Map<?, ?> told, List<String> names) {
    return either(count(told, names), detail(told, names, List.of("total")));
  }

  private static @Nullable Long detail(Map<?, ?> told, List<String> names, List<String> wanted) {
    for (String name : names) {
      Long found = told.get(name) instanceof Map<?, ?> details ? count(details, wanted) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Long count(Map<?, ?> told, List<String> names) {
    for (String name : names) {
      Object value = told.get(name);
      if ((value instanceof Integer || value instanceof Long)
          && ((Number) value).longValue() >= 0) {
        return ((Number) value).longValue();
      }
    }
    return null;
  }

  private static @Nullable Long either(@Nullable Long first, @Nullable Long second) {
    return first != null ? first : second;
  }
}
