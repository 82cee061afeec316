package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.internal.json.Words;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks through the members of a JSON object, token by token and without a tree. A value of another
 * kind than the one that is asked for counts as absent, and is passed over.
 *
 * <pre>{@code
 * json.begin();
 * while (json.next()) {
 *   switch (json.name()) {
 *     case "id" -> id = json.word();
 *     case "delta" -> {
 *       if (json.enter()) {
 *         while (json.next()) { ... }
 *       }
 *     }
 *     default -> json.skip();
 *   }
 * }
 * json.end();
 * }</pre>
 *
 * <p>What Jackson throws says that it is not JSON. Not safe for use by several threads at once.
 */
final class JsonMembers {
  private final JsonParser json;

  /** Walks with a parser that stands before the first token. */
  JsonMembers(JsonParser json) {
    this.json = json;
  }

  /**
   * Enters the object that a frame is.
   *
   * @throws UnexpectedJsonException if it is something else
   */
  void begin() {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new UnexpectedJsonException(
          "a chunk is a JSON object, but this one is " + JsonValueReader.inWords(first));
    }
  }

  /**
   * Makes sure that the object is all there is.
   *
   * @throws UnexpectedJsonException if something follows it
   */
  void end() {
    if (json.nextToken() != null) {
      throw new UnexpectedJsonException("something follows the JSON object");
    }
  }

  /** Goes to the next member of the object that was entered last; false leaves it, at its end. */
  boolean next() {
    if (json.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    json.nextToken();
    return true;
  }

  /** The name of the member. */
  String name() {
    return json.currentName();
  }

  /** Enters the value if it is an object. */
  boolean enter() {
    return entered(JsonToken.START_OBJECT);
  }

  /** Enters the value if it is an array, to go through it by {@link #nextElement}. */
  boolean enterArray() {
    return entered(JsonToken.START_ARRAY);
  }

  private boolean entered(JsonToken kind) {
    if (json.currentToken() == kind) {
      return true;
    }
    json.skipChildren();
    return false;
  }

  /** Goes to the next element of the array that was entered last; false leaves it, at its end. */
  boolean nextElement() {
    return json.nextToken() != JsonToken.END_ARRAY;
  }

  /** Passes over the value. */
  void skip() {
    json.skipChildren();
  }

  /** A string, or a number as text. */
  @Nullable
  String text() {
    JsonToken value = json.currentToken();
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      return json.getString();
    }
    json.skipChildren();
    return null;
  }

  /** The same where it is often one that came before: an id, a type, a name. */
  @Nullable
  String word() {
    return isText() ? Words.at(json) : text();
  }

  /** A string, or the JSON of anything else but null: some servers tell JSON as it is, others its text. */
  @Nullable
  String textOrJson() {
    if (isText()) {
      return text();
    }
    Object value = value();
    return value == null ? null : JsonValueWriter.json(value);
  }

  /** Whether the value is a string. */
  boolean isText() {
    return json.currentToken() == JsonToken.VALUE_STRING;
  }

  /** A whole number. */
  @Nullable
  Long count() {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    json.skipChildren();
    return null;
  }

  /** A whole number of an array's size; 0 stands for all else. */
  int index() {
    Long number = count();
    return number == null || number < 0 || number > Integer.MAX_VALUE ? 0 : number.intValue();
  }

  /** Whether the value is true. */
  boolean truth() {
    boolean isTrue = json.currentToken() == JsonToken.VALUE_TRUE;
    json.skipChildren();
    return isTrue;
  }

  /** The value as Map, List, String, Number, Boolean or null. */
  @Nullable
  Object value() {
    return JsonValueReader.value(json);
  }

  /** The value if it is an object. */
  @Nullable
  Map<String, @Nullable Object> object() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    return JsonValueReader.members(json, name -> true);
  }
}
