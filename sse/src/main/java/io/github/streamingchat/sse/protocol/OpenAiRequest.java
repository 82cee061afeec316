package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.sse.internal.Json;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the JSON body of a Chat Completions request. */
final class OpenAiRequest {
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

  private OpenAiRequest() {}

  /** In UTF-8. Half of a surrogate pair has no form there; the JDK would make it a question mark. */
  static byte[] bytes(OpenAi endpoint, List<ChatMessage> messages) {
    try {
      ByteBuffer encoded = UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith(REPLACEMENT)
          .encode(CharBuffer.wrap(json(endpoint, messages)));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String json(OpenAi endpoint, List<ChatMessage> messages) {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = Json.generator(body)) {
      json.writeStartObject();
      writeUnlessGiven(json, endpoint, "model", JsonValueWriter.json(endpoint.model()));
      if (!endpoint.options().containsKey("messages")) {
        writeMessages(json, endpoint.system(), messages);
      }
      if (endpoint.streaming()) {
        writeUnlessGiven(json, endpoint, "stream", "true");
        writeUnlessGiven(json, endpoint, "stream_options", "{\"include_usage\":true}");
      }
      endpoint.options().forEach((name, value) -> writeMember(json, name, value));
      json.writeEndObject();
    }
    return body.toString();
  }

  private static void writeMessages(
      JsonGenerator json, @Nullable String system, List<ChatMessage> messages) {
    json.writeName("messages");
    json.writeStartArray();
    if (system != null) {
      writeMessage(json, "system", system);
    }
    boolean asks = false;
    for (ChatMessage message : messages) {
      if (message.role().equals(Role.USER)) {
        requireTextOnly(message);
      }
      String text = message.text();
      // Providers refuse a turn without content, such as an answer that failed.
      if (!text.isEmpty()) {
        writeMessage(json, message.role().name(), text);
        asks = true;
      }
    }
    if (!asks) {
      throw new UnsendableException("There is nothing to ask: no message has text.");
    }
    json.writeEndArray();
  }

  /** What a person said is sent whole or not at all. */
  private static void requireTextOnly(ChatMessage message) {
    for (Part part : message.parts()) {
      if (!(part instanceof Part.Text)) {
        throw new UnsendableException("This endpoint cannot send %s parts yet; send text."
            .formatted(part.getClass().getSimpleName()));
      }
    }
  }

  private static void writeMessage(JsonGenerator json, String role, String content) {
    json.writeStartObject();
    json.writeStringProperty("role", role);
    json.writeStringProperty("content", content);
    json.writeEndObject();
  }

  private static void writeUnlessGiven(
      JsonGenerator json, OpenAi endpoint, String name, String value) {
    if (!endpoint.options().containsKey(name)) {
      writeMember(json, name, value);
    }
  }

  private static void writeMember(JsonGenerator json, String name, String value) {
    json.writeName(name);
    json.writeRawValue(value);
  }
}
