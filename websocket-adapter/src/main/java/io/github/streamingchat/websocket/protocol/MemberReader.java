package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.transport.Problem;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one member of a frame as what it should be. What is something else counts as absent, or as the
 * nearest thing that it can be taken for, and is reported.
 *
 * <p>Not safe for use by several threads at once.
 */
final class MemberReader {
  /** The longest id, in UTF-16 units; a longer one would cost memory for as long as it is remembered. */
  static final int LONGEST_ID = 1024;

  /** So many digits always fit a long. */
  private static final int LONGEST_NUMBER = 18;

  private final Consumer<Problem> problems;

  MemberReader(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A name: text, or a number taken as text. */
  @Nullable
  String name(JsonParser json, String member, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    Problem problem = unusableAsName(json, member, value);
    if (problem != null) {
      problems.accept(problem);
      json.skipChildren();
      return null;
    }
    return json.getString();
  }

  /** Why a value that is not null cannot be a name; null if it can. */
  static @Nullable Problem unusableAsName(JsonParser json, String member, JsonToken value) {
    if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
      return wrong(member, value, "a string");
    }
    if (json.getStringLength() > LONGEST_ID) {
      return new Problem(
          "id_too_long",
          "the member %s of a frame has %d characters, and at most %d are taken"
              .formatted(member, json.getStringLength(), LONGEST_ID));
    }
    return null;
  }

  /** Text; a number or a truth value is taken for what it is written as. */
  @Nullable
  String text(JsonParser json, String member, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    problems.accept(wrong(member, value, "a string"));
    if (value.isStructStart()) {
      json.skipChildren();
      return null;
    }
    return json.getString();
  }

  /** A place in a text, or -1. */
  long place(JsonParser json, String member, JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT && json.getStringLength() <= LONGEST_NUMBER) {
      long place = json.getLongValue();
      if (place >= 0) {
        return place;
      }
    }
    if (value != JsonToken.VALUE_NULL) {
      problems.accept(wrong(member, value, "a number of characters"));
    }
    json.skipChildren();
    return -1;
  }

  /** A truth value, or the text or the number that stands for one; all else is false. */
  static boolean truth(JsonParser json, JsonToken value) {
    boolean is = switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_STRING, VALUE_NUMBER_INT ->
        json.getStringLength() <= 4 && isTrue(json.getString());
      default -> false;
    };
    json.skipChildren();
    return is;
  }

  static boolean isTrue(String written) {
    return written.equalsIgnoreCase("true") || written.equals("1");
  }

  static boolean isFalse(String written) {
    return written.isBlank() || written.equalsIgnoreCase("false") || written.equals("0");
  }

  void report(String member, JsonToken value, String expected) {
    problems.accept(wrong(member, value, expected));
  }

  private static Problem wrong(String member, JsonToken value, String expected) {
    return new Problem(
        "unexpected_json",
        "the member %s of a frame should be %s, but is %s"
            .formatted(member, expected, JsonValueReader.inWords(value)));
  }
}
