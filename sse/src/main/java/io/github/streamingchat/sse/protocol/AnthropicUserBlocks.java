package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user says, as content blocks: it is sent whole or not at all. */
final class AnthropicUserBlocks {
  private static final String WHAT_IT_TAKES = "send text, pictures, PDFs or plain text files";

  private AnthropicUserBlocks() {}

  static List<Map<String, @Nullable Object>> of(PromptTurn turn) {
    List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Text text) {
        AnthropicAnswerBlocks.addText(blocks, text.content().toString());
      } else if (part instanceof Part.File file) {
        blocks.add(file(withBytes(file)));
      } else if (part instanceof Part.Raw raw && AnthropicAnswerBlocks.block(raw) != null) {
        blocks.add(AnthropicAnswerBlocks.block(raw));
      } else {
        throw new UnsendableException("This endpoint cannot send %s parts; %s."
            .formatted(part.getClass().getSimpleName(), WHAT_IT_TAKES));
      }
    }
    return blocks;
  }

  /** The provider takes no data URLs (RFC 2397), but what is in them. */
  private static Part.File withBytes(Part.File file) {
    if (file.base64() != null || !DataUrl.isOne(file.url())) {
      return file;
    }
    String bytes = DataUrl.bytesOf(file);
    if (bytes == null) {
      throw unsendable(file);
    }
    return new Part.File(file.mediaType(), file.name(), null, bytes);
  }

  private static Map<String, @Nullable Object> file(Part.File file) {
    String mediaType = file.mediaType().strip().toLowerCase(Locale.ROOT);
    if (mediaType.startsWith("image/")) {
      return block("image", source(file, mediaType), null);
    }
    if (mediaType.equals("application/pdf")) {
      return block("document", source(file, mediaType), file.name());
    }
    if (mediaType.startsWith("text/") && file.base64() != null) {
      return block("document", textSource(file.base64()), file.name());
    }
    throw unsendable(file);
  }

  private static Map<String, @Nullable Object> block(
      String type, Map<String, String> source, @Nullable String title) {
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    block.put("type", type);
    block.put("source", source);
    if (title != null && !title.isBlank()) {
      block.put("title", title);
    }
    return block;
  }

  private static Map<String, String> source(Part.File file, String mediaType) {
    Map<String, String> source = new LinkedHashMap<>();
    if (file.base64() != null) {
      source.put("type", "base64");
      source.put("media_type", mediaType);
      source.put("data", file.base64());
    } else if (file.url() != null) {
      source.put("type", "url");
      source.put("url", file.url());
    } else {
      throw unsendable(file);
    }
    return source;
  }

  private static Map<String, String> textSource(String base64) {
    Map<String, String> source = new LinkedHashMap<>();
    source.put("type", "text");
    source.put("media_type", "text/plain");
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      source.put("data", new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      throw new UnsendableException("A text file cannot be sent: its content is not Base64.");
    }
    return source;
  }

  private static UnsendableException unsendable(Part.File file) {
    String where =
        file.base64() != null ? "" : file.url() != null ? " by its URL" : " without content";
    return new UnsendableException("This endpoint cannot send File parts of type %s%s; %s."
        .formatted(file.mediaType(), where, WHAT_IT_TAKES));
  }
}
