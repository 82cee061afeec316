package io.github.streamingchat.internal.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the body of an error response says to a person: the message and code of a JSON error in one of
 * the shapes that providers use ({@code {"error":{"message","code","type"}}}, {@code {"error":"…"}},
 * {@code {"message":"…"}}, {@code {"detail":"…"}}, {@code {"detail":[{"loc","msg"}]}}, or one of these
 * in an array), the title of a page without its status, a short plain text, or nothing. Of a body
 * that breaks off, what was read counts.
 *
 * @param message the message as it came, or null
 * @param code the provider's code or type as it came, or null
 */
public record ErrorBody(@Nullable String message, @Nullable String code) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ErrorBody SILENT = new ErrorBody(null, null);
  private static final List<String> MESSAGES =
      List.of("message", "msg", "error", "errors", "detail", "error_description", "title");
  private static final List<String> CODES = List.of("code", "type", "status");
  private static final int MOST_DETAILS = 3;
  private static final int LONGEST_TEXT = 500;
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>\\s*(?:[1-5]\\d\\d\\s+)?([^<]*)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads a body.
   *
   * @param contentType the response's content type, empty if it has none
   * @param body the body, or its beginning
   * @return what it says
   */
  public static ErrorBody of(String contentType, String body) {
    ErrorBody said = ofJson(body);
    if (said.message == null) {
      ErrorBody mended = ofJson(body + '"'); // if it breaks off in a string
      said = mended.message == null ? said : mended;
    }
    return said.message == null && said.code == null ? ofText(contentType, body) : said;
  }

  private static ErrorBody ofText(String contentType, String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      Matcher title = TITLE.matcher(text);
      return title.find() && !title.group(1).isBlank()
          ? new ErrorBody(title.group(1).strip(), null)
          : SILENT;
    }
    boolean isPlain = contentType.toLowerCase(Locale.ROOT).startsWith("text/plain");
    return isPlain && !text.isEmpty() && text.length() <= LONGEST_TEXT
        ? new ErrorBody(text, null)
        : SILENT;
  }

  private static ErrorBody ofJson(String body) {
    List<Object> read = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      read(parser, read::add);
    } catch (JacksonException broken) {
      // what was read before counts
    }
    return read.isEmpty() || read.get(0) instanceof String ? SILENT : ofValue(read.get(0));
  }

  /** Hands on the value that the parser is at; a container before what is in it. */
  private static void read(JsonParser parser, Consumer<Object> into) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> members = new LinkedHashMap<>();
      into.accept(members);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        read(parser, value -> members.put(name, value));
      }
    } else if (token == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      into.accept(elements);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        read(parser, elements::add);
      }
    } else if (token == JsonToken.VALUE_STRING) {
      into.accept(parser.getString());
    } else if (token != null && token.isNumeric()) {
      into.accept(parser.getNumberValue());
    }
  }

  private static ErrorBody ofValue(Object value) {
    if (value instanceof Map<?, ?> members) {
      return ofMembers(members);
    }
    if (value instanceof List<?> elements) {
      return ofElements(elements);
    }
    return value instanceof String text && !text.isBlank() ? new ErrorBody(text, null) : SILENT;
  }

  private static ErrorBody ofElements(List<?> elements) {
    List<ErrorBody> each = elements.stream()
        .limit(MOST_DETAILS)
        .map(ErrorBody::ofValue)
        .filter(body -> body.message != null)
        .toList();
    return each.isEmpty()
        ? SILENT
        : new ErrorBody(
            each.stream().map(ErrorBody::message).collect(Collectors.joining("; ")),
            each.get(0).code);
  }

  /** An object inside says more than the words beside it. */
  private static ErrorBody ofMembers(Map<?, ?> members) {
    ErrorBody inner = MESSAGES.stream()
        .map(members::get)
        .filter(value -> value instanceof Map || value instanceof List)
        .map(ErrorBody::ofValue)
        .findFirst()
        .orElse(SILENT);
    String message = inner.message;
    for (String name : MESSAGES) {
      if (message == null && members.get(name) instanceof String text && !text.isBlank()) {
        message = text + place(members);
      }
    }
    return new ErrorBody(message, inner.code != null ? inner.code : code(members));
  }

  /** Where in the request the mistake is, as FastAPI tells it: {@code ["body", "messages", 0]}. */
  private static String place(Map<?, ?> members) {
    return members.get("loc") instanceof List<?> path && !path.isEmpty()
        ? path.stream().map(String::valueOf).collect(Collectors.joining(".", " (", ")"))
        : "";
  }

  /** A word before a number, which mostly repeats the status; and no problem type, which is a URI. */
  private static @Nullable String code(Map<?, ?> members) {
    Optional<?> word = CODES.stream()
        .map(members::get)
        .filter(value -> value instanceof String text && !text.isBlank() && !text.contains(":"))
        .findFirst();
    return word.isPresent()
        ? String.valueOf(word.get())
        : members.get("code") instanceof Number number ? number.toString() : null;
  }
}
