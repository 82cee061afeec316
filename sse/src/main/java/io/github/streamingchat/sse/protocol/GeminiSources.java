package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from: the chunks of what it is grounded in, and the works it cites. A source
 * that is told again, as the last chunk of a stream may do with all of them, stays one source.
 */
final class GeminiSources {
  private GeminiSources() {}

  static void tell(
      DecodedMessage message,
      @Nullable Map<String, @Nullable Object> grounding,
      @Nullable Map<String, @Nullable Object> citations) {
    if (grounding != null) {
      tell(message, "grounding", grounding.get("groundingChunks"));
      // Which words come from which chunk, and what Google's terms want to be shown with the
      // answer.
      message.metadata(Map.of("groundingMetadata", grounding));
    }
    if (citations != null) {
      tell(message, "citation", citations.get("citationSources"));
      tell(message, "citation", citations.get("citations"));
    }
  }

  private static void tell(DecodedMessage message, String kind, @Nullable Object sources) {
    if (sources instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> source) {
          tell(message, kind, membersOf(source));
        }
      }
    }
  }

  private static void tell(
      DecodedMessage message, String kind, Map<String, @Nullable Object> source) {
    // Without an address only all that it says tells a source from others: positions begin anew
    // with each chunk of the stream.
    String whole = JsonValueWriter.json(source);
    String url = textOf(source.remove("uri"));
    String title = textOf(source.remove("title"));
    String key = kind + "-" + (url == null ? whole : url);
    message.put(key, new Part.Source(null, url, title, source));
  }

  /** A chunk has its members within one that tells its kind, such as {@code web}. */
  private static Map<String, @Nullable Object> membersOf(Map<?, ?> source) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    source.forEach((name, value) -> {
      if (value instanceof Map<?, ?> nested) {
        members.put("type", name);
        nested.forEach((inner, member) -> members.put(String.valueOf(inner), member));
      } else {
        members.put(String.valueOf(name), value);
      }
    });
    return members;
  }

  private static @Nullable String textOf(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text : null;
  }
}
