package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.transport.Problem;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

  /** Eighteen digits: no text is longer, and what is added to it fits a long. */
  private static final long LARGEST_PLACE = 999_999_999_999_999_999L;

  private final Consumer<Problem> problems;

  MemberReader(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A name: text, or a number taken as text. */
  @Nullable
  String name(JsonMembers json, String member) {
    return name(json, member, problems);
  }

  /** The same; told why a value that is not null cannot be a name. */
  static @Nullable String name(JsonMembers json, String member, Consumer<Problem> problems) {
    JsonToken kind = json.kind();
    return usable(member, kind, json.word(), problems);
  }

  /** The same where it is another one each time. */
  @Nullable
  String newName(JsonMembers json, String member) {
    JsonToken kind = json.kind();
    return usable(member, kind, json.text(), problems);
  }

  private static @Nullable String usable(
      String member, @Nullable JsonToken kind, @Nullable String name, Consumer<Problem> problems) {
    if (name == null) {
      if (kind != JsonToken.VALUE_NULL) {
        problems.accept(wrong(member, kind, "a string"));
      }
      return null;
    }
    if (name.length() > LONGEST_ID) {
      problems.accept(new Problem(
          "id_too_long",
          "the member %s of a frame has %d characters, and at most %d are taken"
              .formatted(member, name.length(), LONGEST_ID)));
      return null;
    }
    return name;
  }

  /** Text; a number or a truth value is taken for what it is written as. */
  @Nullable
  String text(JsonMembers json, String member) {
    JsonToken kind = json.kind();
    if (kind == JsonToken.VALUE_STRING) {
      return json.text();
    }
    boolean isTruth = kind == JsonToken.VALUE_TRUE || kind == JsonToken.VALUE_FALSE;
    String written = isTruth ? String.valueOf(json.truth()) : json.text();
    if (kind != JsonToken.VALUE_NULL) {
      report(member, kind, "a string");
    }
    return written;
  }

  /** A place in a text, or -1. */
  long place(JsonMembers json, String member) {
    JsonToken kind = json.kind();
    Long place = json.count();
    if (place != null && place >= 0 && place <= LARGEST_PLACE) {
      return place;
    }
    if (kind != JsonToken.VALUE_NULL) {
      report(member, kind, "a number of characters");
    }
    return -1;
  }

  /** A truth value, or the text or the number that stands for one; all else is false. */
  static boolean truth(JsonMembers json) {
    if (json.kind() == JsonToken.VALUE_STRING || json.kind() == JsonToken.VALUE_NUMBER_INT) {
      String written = json.word();
      return written != null && isTrue(written);
    }
    return json.truth();
  }

  static boolean isTrue(String written) {
    return written.equalsIgnoreCase("true") || written.equals("1");
  }

  static boolean isFalse(String written) {
    return written.isBlank() || written.equalsIgnoreCase("false") || written.equals("0");
  }

  void report(String member, @Nullable JsonToken value, String expected) {
    problems.accept(wrong(member, value, expected));
  }

  private static Problem wrong(String member, @Nullable JsonToken value, String expected) {
    return new Problem(
        "unexpected_json",
        "the member %s of a frame should be %s, but is %s"
            .formatted(member, expected, JsonValueReader.inWords(value)));
  }
}
