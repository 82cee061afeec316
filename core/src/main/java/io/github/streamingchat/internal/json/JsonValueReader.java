package io.github.streamingchat.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
   * Reads an object that is all there is.
   *
   * @param json before the first token
   * @param wanted which members are read; the others are skipped
   * @return the members that are wanted, in their order
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  public static Map<String, @Nullable Object> object(JsonParser json, Predicate<String> wanted) {
    requireObject(json.nextToken());
    return alone(json, members(json, wanted));
  }

  /**
   * Reads an object or a string that is all there is.
   *
   * @param json before the first token
   * @return a Map or a String
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  public static Object objectOrString(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first == JsonToken.VALUE_STRING) {
      return alone(json, json.getString());
    }
    requireObject(first);
    return alone(json, members(json, name -> true));
  }

  /**
   * What {@link #textOrObject} gives for an object that has one member.
   *
   * @param text the member's value
   */
  public record OnlyText(String text) {}

  /**
   * Reads an object or a string as {@link #objectOrString} does, but an object that has nothing besides
   * a text without a map, because nearly all that is streamed is such an object.
   *
   * @param json before the first token
   * @param name the name of that text
   * @return an {@link OnlyText}, a Map or a String
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  public static Object textOrObject(JsonParser json, String name) {
    JsonToken first = json.nextToken();
    if (first == JsonToken.VALUE_STRING) {
      return alone(json, json.getString());
    }
    requireObject(first);
    JsonToken at = json.nextToken();
    if (at != JsonToken.PROPERTY_NAME || !json.currentName().equals(name)) {
      return alone(json, members(json, all -> true, new LinkedHashMap<>(4), at));
    }
    Object value = value(json, json.nextToken());
    at = json.nextToken();
    if (at == JsonToken.END_OBJECT && value instanceof String text) {
      return alone(json, new OnlyText(text));
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>(4);
    members.put(name, value);
    return alone(json, members(json, all -> true, members, at));
  }

  private static void requireObject(@Nullable JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      throw new UnexpectedJsonException(
          "a chunk is a JSON object, but this one is " + inWords(first));
    }
  }

  private static <T> T alone(JsonParser json, T value) {
    if (json.nextToken() != null) {
      throw new UnexpectedJsonException("something follows the JSON object");
    }
    return value;
  }

  /**
   * Reads an object.
   *
   * @param json at the object's first token
   * @param wanted which members are read; the others are skipped
   * @return the members that are wanted, in their order
   */
  public static Map<String, @Nullable Object> members(JsonParser json, Predicate<String> wanted) {
    return members(json, wanted, new LinkedHashMap<>(4), json.nextToken());
  }

  /** Adds the members from the token on that the parser is at. */
  private static Map<String, @Nullable Object> members(
      JsonParser json,
      Predicate<String> wanted,
      Map<String, @Nullable Object> members,
      @Nullable JsonToken from) {
    for (JsonToken at = from; at == JsonToken.PROPERTY_NAME; at = json.nextToken()) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (wanted.test(name)) {
        members.put(name, value(json, value));
      } else {
        json.skipChildren();
      }
    }
    return members;
  }

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
      case START_OBJECT -> members(json, name -> true);
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

  private static List<@Nullable Object> array(JsonParser json) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      elements.add(value(json, at));
    }
    return elements;
  }
}
