package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files and sources, as chunks of a stream and as parts of a UI message. A file is always named by a
 * URL; its bytes are a {@code data:} URL (RFC 2397).
 */
final class UiMessagesFiles {
  private static final String ANY_FILE = "application/octet-stream";

  private UiMessagesFiles() {}

  static Part.File file(UiMessagesChunk chunk) {
    String url = chunk.text("url");
    String name = chunk.text("filename");
    String mediaType = chunk.text("mediaType");
    DataUrl data = DataUrl.read(url);
    return data == null
        ? new Part.File(mediaType(mediaType, ""), name, url, null)
        : new Part.File(mediaType(mediaType, data.mediaType()), name, null, data.base64());
  }

  private static String mediaType(@Nullable String told, String ofUrl) {
    if (told != null && !told.isBlank()) {
      return told;
    }
    return ofUrl.isBlank() ? ANY_FILE : ofUrl;
  }

  /** The part for a file; null if there is nothing of it. */
  static @Nullable Map<String, @Nullable Object> part(Part.File file) {
    if (file.url() == null && file.base64() == null) {
      return null;
    }
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    part.put("type", "file");
    part.put("mediaType", file.mediaType());
    if (file.name() != null) {
      part.put("filename", file.name());
    }
    part.put(
        "url",
        file.url() != null ? file.url() : "data:" + file.mediaType() + ";base64," + file.base64());
    return part;
  }

  /** A document is told from a page by its media type. */
  static Part.Source source(UiMessagesChunk chunk) {
    Map<String, @Nullable Object> details = chunk.members();
    details.keySet().removeAll(List.of("type", "sourceId", "url", "title"));
    return new Part.Source(chunk.text("sourceId"), chunk.text("url"), chunk.text("title"), details);
  }

  /** The part for a source; null if it lacks what such a part must have. */
  static @Nullable Map<String, @Nullable Object> part(Part.Source source) {
    String url = source.url();
    Object mediaType = source.details().get("mediaType");
    String id = source.id() == null ? url : source.id();
    if (id == null || (url == null && (mediaType == null || source.title() == null))) {
      return null;
    }
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    part.put("type", url == null ? "source-document" : "source-url");
    part.put("sourceId", id);
    putIfTold(part, "url", url);
    putIfTold(part, "title", source.title());
    if (url == null) {
      part.put("mediaType", mediaType);
      putIfTold(part, "filename", source.details().get("filename"));
    }
    putIfTold(part, "providerMetadata", source.details().get("providerMetadata"));
    return part;
  }

  private static void putIfTold(
      Map<String, @Nullable Object> part, String name, @Nullable Object value) {
    if (value != null) {
      part.put(name, value);
    }
  }
}
