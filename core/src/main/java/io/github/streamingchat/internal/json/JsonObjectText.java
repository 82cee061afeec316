package io.github.streamingchat.internal.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The text of a JSON object, such as the arguments of a tool call: whole, or as far as it came.
 *
 * <p>A beginning is read by closing what it has open: it is cut behind its last whole character or value,
 * gets the quote that it lacks, and is read until the parser finds nothing more. A number or a word at
 * the very end is left out, since it may go on: {@code 1} may become {@code 12}.
 */
public final class JsonObjectText {
  /** Some servers read 128 levels, of which a request has some of its own around the object. */
  private static final int DEEPEST_WRITABLE = 100;

  private static final int UNICODE_ESCAPE_LENGTH = 6;
  private static final int HEX = 16;

  private JsonObjectText() {}

  /**
   * Reads an object that is all there is.
   *
   * @param text the whole text
   * @return the members in their order
   * @throws UnexpectedJsonException if it is something else, or something follows it
   * @throws JacksonException if it is not JSON
   */
  public static Map<String, @Nullable Object> whole(String text) {
    return new PulledMembers(Json.parser(text)).whole();
  }

  /**
   * Tells whether a text is an object that can be written again as part of a request: of 100 levels at
   * most, and without half a surrogate pair in a name.
   *
   * @param text the whole text
   * @return true if it is
   */
  public static boolean isWritable(String text) {
    try (JsonParser json = Json.parser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.PROPERTY_NAME && JsonValueWriter.hasHalfPair(json.currentName())) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > DEEPEST_WRITABLE) {
          return false;
        }
      }
      return json.nextToken() == null;
    } catch (JacksonException notJson) {
      return false;
    }
  }

  /**
   * Reads as much of an object as has come. A string that still grows is there as far as its whole
   * characters go; a member whose value has not begun is not there yet. What is not JSON ends the view,
   * and so does Jackson's limit on nesting.
   *
   * @param beginning any text; that of an object, for anything to be seen
   * @return the members in their order, empty if there are none yet
   */
  public static Map<String, @Nullable Object> soFar(String beginning) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    try (JsonParser json = Json.parser(closed(beginning))) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        readInto(members, json);
      }
    } catch (JacksonException endOfWhatCame) {
      return members;
    }
    return members;
  }

  /** Without recursion, so that the containers keep what was read when the parser gives up. */
  private static void readInto(Map<String, @Nullable Object> root, JsonParser json) {
    Deque<Container> open = new ArrayDeque<>();
    open.push((name, value) -> root.put(name, value));
    String name = "";
    while (!open.isEmpty()) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.PROPERTY_NAME) {
        name = json.currentName();
      } else if (token == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        open.element().put(name, members);
        open.push(members::put);
      } else if (token == JsonToken.START_ARRAY) {
        List<@Nullable Object> elements = new ArrayList<>();
        open.element().put(name, elements);
        open.push((none, element) -> elements.add(element));
      } else if (token.isStructEnd()) {
        open.pop();
      } else {
        open.element().put(name, JsonValueReader.value(json));
      }
    }
  }

  /** An object, or an array, which has no use for the names. */
  private interface Container {
    void put(String name, @Nullable Object value);
  }

  /** The beginning up to what is certain, with the quote that it lacks. */
  private static String closed(String beginning) {
    int at = 0;
    while (at < beginning.length()) {
      boolean opens = beginning.charAt(at++) == '"';
      if (opens) {
        int certain = at;
        while (at < beginning.length() && beginning.charAt(at) != '"') {
          int next = at + unitLength(beginning, at);
          if (next > beginning.length()) {
            break; // half an escape
          }
          if (!endsInHighSurrogate(beginning, at, next)) {
            certain = next;
          }
          at = next;
        }
        if (at >= beginning.length() || beginning.charAt(at) != '"') {
          return beginning.substring(0, certain) + '"';
        }
        at++;
      }
    }
    int certain = beginning.length();
    while (certain > 0 && isOfNumberOrWord(beginning.charAt(certain - 1))) {
      certain--;
    }
    return beginning.substring(0, certain);
  }

  /** How much of a JSON string stands for one UTF-16 unit (RFC 8259, section 7). */
  private static int unitLength(String text, int at) {
    if (text.charAt(at) != '\\') {
      return 1;
    }
    boolean isUnicode = at + 1 < text.length() && text.charAt(at + 1) == 'u';
    return isUnicode ? UNICODE_ESCAPE_LENGTH : 2;
  }

  private static boolean endsInHighSurrogate(String text, int from, int to) {
    if (to - from < UNICODE_ESCAPE_LENGTH) {
      return Character.isHighSurrogate(text.charAt(to - 1));
    }
    int unit = 0;
    for (int i = to - 4; i < to; i++) {
      unit = unit * HEX + Math.max(0, Character.digit(text.charAt(i), HEX));
    }
    return Character.isHighSurrogate((char) unit);
  }

  private static boolean isOfNumberOrWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }
}
