package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it comes in and as it goes out. */
final class Json {
  /** Four million bytes; a conversation typed by a person stays far below. */
  static final int MAX_BODY_BYTES = 4_000_000;

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static JsonNode read(InputStream body) throws IOException, BadRequestException {
    byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new BadRequestException(413, "the body is longer than " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new BadRequestException(400, "the body is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** Makes an object whose members keep their order: a name, its value, and so on. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Gives the value of JSON text that is known to be right. */
  static JsonNode value(String text) {
    return MAPPER.readTree(text);
  }
}
