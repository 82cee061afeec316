package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run cost: AG-UI tells it once, at the end, for each model that had a part in it. The counts of
 * the message are those of all models together.
 *
 * @param models an object for each model
 */
record AgUiUsage(List<?> models) {
  static AgUiUsage of(AgUiEvent event) {
    return new AgUiUsage(event.list("usage"));
  }

  void tell(DecodedMessage message) {
    message.usage(new Usage(
        sum("inputTokens"),
        sum("outputTokens"),
        sum("totalTokens"),
        sum("cachedInputTokens"),
        sum("reasoningTokens")));
    if (models.size() == 1
        && models.get(0) instanceof Map<?, ?> only
        && only.get("model") instanceof String model) {
      message.started(null, model);
    } else if (models.size() > 1) {
      message.metadata(Map.of("usage", models));
    }
  }

  private @Nullable Long sum(String name) {
    Long sum = null;
    for (Object each : models) {
      if (each instanceof Map<?, ?> model
          && model.get(name) instanceof Number count
          && count.longValue() >= 0) {
        sum = sum == null ? count.longValue() : added(sum, count.longValue());
      }
    }
    return sum;
  }

  /** Saturates: a count that a peer makes up must not turn negative. */
  private static long added(long sum, long more) {
    return more > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + more;
  }
}
