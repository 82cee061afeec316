package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a user says, as Chat Completions takes it: a text, or a list of texts and files. */
final class OpenAiUserContent {
  private OpenAiUserContent() {}

  static Object of(PromptTurn turn) {
    if (turn.parts().stream().allMatch(Part.Text.class::isInstance)) {
      return turn.text();
    }
    List<Map<String, Object>> content = new ArrayList<>();
    for (Part part : turn.parts()) {
      content.add(item(part));
    }
    return content;
  }

  private static Map<String, Object> item(Part part) {
    if (part instanceof Part.Text text) {
      return item("text", "text", text.content().toString());
    }
    if (part instanceof Part.File file) {
      return item(file);
    }
    throw SentText.unsendable(part);
  }

  private static Map<String, Object> item(String type, String member, Object value) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("type", type);
    item.put(member, value);
    return item;
  }

  private static Map<String, Object> item(Part.File file) {
    String mediaType = file.mediaType().toLowerCase(Locale.ROOT);
    if (mediaType.startsWith("image/")) {
      return item("image_url", "image_url", Map.of("url", address(file)));
    }
    if (mediaType.startsWith("audio/") && file.base64() != null) {
      Map<String, Object> audio = new LinkedHashMap<>();
      audio.put("data", file.base64());
      audio.put("format", audioFormat(mediaType));
      return item("input_audio", "input_audio", audio);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("filename", Objects.requireNonNullElse(file.name(), fileName(mediaType)));
    document.put("file_data", dataUrl(file));
    return item("file", "file", document);
  }

  /** Bytes go before an address, which a local server could not reach. */
  private static String address(Part.File file) {
    return file.base64() == null && file.url() != null ? file.url() : dataUrl(file);
  }

  private static String dataUrl(Part.File file) {
    if (file.base64() != null) {
      return "data:" + file.mediaType() + ";base64," + file.base64();
    }
    if (file.url() != null && file.url().startsWith("data:")) {
      return file.url();
    }
    throw new UnsendableException(
        "This endpoint takes a File part of type %s by its bytes only; send it with base64."
            .formatted(file.mediaType()));
  }

  private static String audioFormat(String mediaType) {
    return switch (subtype(mediaType)) {
      case "mpeg" -> "mp3";
      case "x-wav", "wave", "vnd.wave" -> "wav";
      default -> subtype(mediaType);
    };
  }

  /** OpenAI wants a name, and takes the kind of a document from its end. */
  private static String fileName(String mediaType) {
    return "file." + subtype(mediaType).replaceAll("[^a-z0-9]+", "-");
  }

  private static String subtype(String mediaType) {
    return mediaType.replaceFirst("^[^/]*/", "").replaceFirst(";.*$", "").strip();
  }
}
