package io.github.streamingchat.examples.web.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it comes in and as it goes out. */
public final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final TypeReference<Map<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private Json() {}

  /**
   * Makes an object whose members keep their order.
   *
   * @param namesAndValues a name, its value, and so on
   * @return the object
   */
  public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /**
   * Writes a value.
   *
   * @param value maps, lists and simple values
   * @return its JSON
   */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Writes a value in UTF-8. Half a character, which a peer may send and Jackson would refuse to encode,
   * becomes a question mark.
   *
   * @param value maps, lists and simple values
   * @return its JSON
   */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads an object.
   *
   * @param utf8 what somebody sent
   * @return the object
   * @throws Refusal if it is none
   */
  public static JsonNode read(byte[] utf8) {
    JsonNode read;
    try {
      read = MAPPER.readTree(utf8);
    } catch (JacksonException malformed) {
      throw Refusal.invalid("The body is not JSON.");
    }
    if (!read.isObject()) {
      throw Refusal.invalid("The body is not a JSON object.");
    }
    return read;
  }

  /**
   * Gives an object as a map.
   *
   * @param object what was read
   * @return its members, in their order
   */
  public static Map<String, @Nullable Object> map(JsonNode object) {
    return MAPPER.convertValue(object, MEMBERS);
  }
}
