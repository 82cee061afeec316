package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
      return item("image_url", "image_url", Map.of("url", OpenAiFiles.address(file)));
    }
    if (mediaType.startsWith("audio/") && file.base64() != null) {
      Map<String, Object> audio = new LinkedHashMap<>();
      audio.put("data", file.base64());
      audio.put("format", audioFormat(mediaType));
      return item("input_audio", "input_audio", audio);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("filename", OpenAiFiles.name(file, mediaType));
    document.put("file_data", OpenAiFiles.dataUrl(file));
    return item("file", "file", document);
  }

  private static String audioFormat(String mediaType) {
    return switch (OpenAiFiles.subtype(mediaType)) {
      case "mpeg" -> "mp3";
      case "x-wav", "wave", "vnd.wave" -> "wav";
      default -> OpenAiFiles.subtype(mediaType);
    };
  }
}
