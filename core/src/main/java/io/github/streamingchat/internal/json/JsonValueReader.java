package io.github.streamingchat.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON into Map, List, String, Number, Boolean and null. Only Jackson's limit on nesting bounds
 * its depth, and the size of the frame all else.
 */
public final class JsonValueReader {
  /** A longer number stays text: making a number of it costs the square of its length. */
  private static final int LONGEST_NUMBER = 1000;

  private JsonValueReader() {}

  /**
   * Says what kind of value begins with a token.
   *
   * @param token the value's first token, or null if there is none
   * @return words that follow "is"
   */
  public static String inWords(@Nullable JsonToken token) {
    if (token == null) {
      return "empty";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "true, false or null";
    };
  }

  /**
   * Reads one value.
   *
   * @param json at the value's first token
   * @return the value
   */
  public static @Nullable Object value(JsonParser json) {
    return value(json, json.currentToken());
  }

  private static @Nullable Object value(JsonParser json, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> array(json);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, token);
      default -> json.getString();
    };
  }

  private static Object number(JsonParser json, JsonToken token) {
    if (json.getStringLength() > LONGEST_NUMBER) {
      return json.getString();
    }
    try {
      return token == JsonToken.VALUE_NUMBER_INT ? json.getNumberValue() : json.getDecimalValue();
    } catch (NumberFormatException exponentTooLarge) {
      return json.getString();
    }
  }

  private static Map<String, @Nullable Object> members(JsonParser json) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(4);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      members.put(name, value(json, json.nextToken()));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser json) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      elements.add(value(json, at));
    }
    return elements;
  }
}
