package io.github.streamingchat.internal.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks through the members of a JSON object, one after the other and without a tree. A value of another
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
 * <p>What is read counts only when the walk has come to its end: on the way an exception may say that it
 * is no JSON, or not of the shape that is wanted, or that it has to be walked once more by other means.
 * So a walk changes nothing but what it makes, or begins by forgetting it.
 *
 * <p>Not safe for use by several threads at once.
 */
public sealed interface JsonMembers permits PulledMembers, ScannedMembers {
  /** Goes to the value that all of it is, to be read as one of a member is. */
  void start();

  /**
   * Enters the object that all of it is.
   *
   * @throws UnexpectedJsonException if it is something else
   */
  default void begin() {
    start();
    enterObject();
  }

  /**
   * Enters the value, which should be an object.
   *
   * @throws UnexpectedJsonException if it is something else
   */
  default void enterObject() {
    if (!enterIf(JsonToken.START_OBJECT)) {
      throw new UnexpectedJsonException(
          "a chunk is a JSON object, but this one is " + JsonValueReader.inWords(kind()));
    }
  }

  /**
   * Makes sure that the value is all there is.
   *
   * @throws UnexpectedJsonException if something follows it
   */
  void end();

  /**
   * Goes to the next member of the object that was entered last.
   *
   * @return false if there is none; the object has been left then
   */
  boolean next();

  /**
   * Gives the member's name.
   *
   * @return the name, mostly the same String each time
   */
  String name();

  /**
   * Enters the value if it is of a kind, and leaves it to be read otherwise.
   *
   * @param start the first token of an object or an array
   * @return whether it was entered
   */
  boolean enterIf(JsonToken start);

  /**
   * Enters the value if it is an object; passes over it otherwise.
   *
   * @return whether it was entered
   */
  default boolean enter() {
    return enterOrSkip(JsonToken.START_OBJECT);
  }

  /**
   * Enters the value if it is an array, to go through it by {@link #nextElement}; passes over it
   * otherwise.
   *
   * @return whether it was entered
   */
  default boolean enterArray() {
    return enterOrSkip(JsonToken.START_ARRAY);
  }

  private boolean enterOrSkip(JsonToken start) {
    boolean entered = enterIf(start);
    if (!entered) {
      skip();
    }
    return entered;
  }

  /**
   * Goes to the next element of the array that was entered last.
   *
   * @return false if there is none; the array has been left then
   */
  boolean nextElement();

  /** Passes over the value. */
  void skip();

  /**
   * Says what kind of value it is.
   *
   * @return the first token of the value, null if there is no value at all
   */
  @Nullable
  JsonToken kind();

  /**
   * Reads a string, or a number as text.
   *
   * @return the text, or null if it is something else
   */
  @Nullable
  String text();

  /**
   * Reads as {@link #text} does what is often what came before: an id, a type, a model.
   *
   * @return the text, mostly the same String each time
   */
  @Nullable
  String word();

  /**
   * Reads a whole number.
   *
   * @return the number, or null if it is something else, or does not fit
   */
  @Nullable
  Long count();

  /**
   * Reads any value.
   *
   * @return Map, List, String, Number, Boolean or null
   */
  @Nullable
  Object value();

  /**
   * Says whether the value is a string.
   *
   * @return true for a string
   */
  default boolean isText() {
    return kind() == JsonToken.VALUE_STRING;
  }

  /**
   * Reads a string, or the JSON of anything else but null: some servers tell JSON as it is, others its
   * text.
   *
   * @return the text, or null for null
   */
  default @Nullable String textOrJson() {
    if (isText()) {
      return text();
    }
    Object value = value();
    return value == null ? null : JsonValueWriter.json(value);
  }

  /**
   * Reads a whole number of an array's size.
   *
   * @return the number; 0 stands for all else
   */
  default int index() {
    Long number = count();
    return number == null || number < 0 || number > Integer.MAX_VALUE ? 0 : number.intValue();
  }

  /**
   * Reads a truth value.
   *
   * @return whether the value is true
   */
  default boolean truth() {
    boolean isTrue = kind() == JsonToken.VALUE_TRUE;
    skip();
    return isTrue;
  }

  /**
   * Reads an object.
   *
   * @return its members in their order, or null if the value is something else
   */
  default @Nullable Map<String, @Nullable Object> object() {
    return enter() ? rest(new LinkedHashMap<>(4), name -> true) : null;
  }

  /**
   * Reads the members that are left of the object that was entered last.
   *
   * @param members takes them, in their order
   * @param wanted which members are read; the others are passed over
   * @return the members given
   */
  default Map<String, @Nullable Object> rest(
      Map<String, @Nullable Object> members, Predicate<String> wanted) {
    while (next()) {
      String name = name();
      if (wanted.test(name)) {
        members.put(name, value());
      } else {
        skip();
      }
    }
    return members;
  }

  /**
   * Reads the object that all of it is.
   *
   * @param wanted which members are read; the others are passed over
   * @return the members that are wanted, in their order
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  default Map<String, @Nullable Object> whole(Predicate<String> wanted) {
    begin();
    Map<String, @Nullable Object> members = rest(new LinkedHashMap<>(4), wanted);
    end();
    return members;
  }

  /**
   * Reads the object that all of it is.
   *
   * @return all its members, in their order
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  default Map<String, @Nullable Object> whole() {
    return whole(name -> true);
  }

  /**
   * Reads the object or the string that all of it is.
   *
   * @return a Map or a String
   * @throws UnexpectedJsonException if it is something else, or something follows it
   */
  default Object wholeOrText() {
    start();
    Object whole = isText() ? text() : null;
    if (whole == null) {
      enterObject();
      whole = rest(new LinkedHashMap<>(4), name -> true);
    }
    end();
    return whole;
  }
}
