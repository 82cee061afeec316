package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What OpenAI's formats tell of where a statement comes from: an annotation of the text. */
final class OpenAiSources {
  private OpenAiSources() {}

  /** Makes a source of a citation; null if it names neither an address nor a file. */
  static Part.@Nullable Source of(Map<?, ?> citation) {
    Map<String, @Nullable Object> details = new TreeMap<>();
    citation.forEach((name, value) -> details.put(String.valueOf(name), value));
    String url = take(details, "url");
    String file = take(details, "file_id");
    if (url == null && file == null) {
      return null;
    }
    String title = take(details, "title");
    return new Part.Source(file, url, title == null ? take(details, "filename") : title, details);
  }

  private static @Nullable String take(Map<String, @Nullable Object> details, String name) {
    return details.remove(name) instanceof String text ? text : null;
  }
}
