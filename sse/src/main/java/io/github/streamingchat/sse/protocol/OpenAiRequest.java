package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatMessage;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the JSON body of a Chat Completions request. */
final class OpenAiRequest {
  private static final JsonFactory JSON = new JsonFactory();

  private OpenAiRequest() {}

  static String json(OpenAi endpoint, List<ChatMessage> messages) {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      writeUnlessGiven(json, endpoint, "model", endpoint.model());
      if (!endpoint.options().containsKey("messages")) {
        writeMessages(json, endpoint.system(), messages);
      }
      if (endpoint.streaming()) {
        writeUnlessGiven(json, endpoint, "stream", true);
        writeUnlessGiven(json, endpoint, "stream_options", Map.of("include_usage", true));
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
    for (ChatMessage message : messages) {
      String text = message.text();
      if (!text
          .isEmpty()) { // providers refuse a turn without content, such as an answer that failed
        writeMessage(json, message.role().name(), text);
      }
    }
    json.writeEndArray();
  }

  private static void writeMessage(JsonGenerator json, String role, String content) {
    json.writeStartObject();
    json.writeStringProperty("role", role);
    json.writeStringProperty("content", content);
    json.writeEndObject();
  }

  private static void writeUnlessGiven(
      JsonGenerator json, OpenAi endpoint, String name, Object value) {
    if (!endpoint.options().containsKey(name)) {
      writeMember(json, name, value);
    }
  }

  private static void writeMember(JsonGenerator json, String name, @Nullable Object value) {
    json.writeName(name);
    JsonValueWriter.write(json, value);
  }
}
