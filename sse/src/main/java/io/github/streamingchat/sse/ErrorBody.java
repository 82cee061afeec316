package io.github.streamingchat.sse;

import io.github.streamingchat.sse.internal.PeerWords;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the body of an error response says to a person: the message and code of a JSON error in one of
 * the shapes that providers use ({@code {"error":{"message","code","type"}}}, {@code {"error":"…"}},
 * {@code {"message":"…"}}, {@code {"detail":"…"}}), or nothing. HTML and other pages say nothing that
 * is fit to show.
 *
 * @param message the message, or null
 * @param code the provider's code or type, or null
 */
record ErrorBody(@Nullable String message, @Nullable String code) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ErrorBody SILENT = new ErrorBody(null, null);

  static ErrorBody of(String body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? ofObject(parser) : SILENT;
    } catch (JacksonException notJson) {
      return SILENT;
    }
  }

  private static ErrorBody ofObject(JsonParser parser) {
    Map<String, String> found = new HashMap<>();
    ErrorBody nested = SILENT;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && name.equals("error")) {
        nested = ofObject(parser);
      } else if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
        found.put(name, parser.getString());
      } else {
        parser.skipChildren();
      }
    }
    String message = first(nested.message, found, "message", "error", "detail");
    String code = first(nested.code, found, "code", "type");
    return new ErrorBody(shown(message), shown(code));
  }

  private static @Nullable String shown(@Nullable String words) {
    return words == null ? null : PeerWords.shown(words);
  }

  private static @Nullable String first(
      @Nullable String given, Map<String, String> found, String... names) {
    Optional<String> known = Optional.ofNullable(given);
    for (String name : names) {
      known = known.or(() -> Optional.ofNullable(found.get(name)));
    }
    return known.filter(text -> !text.isBlank()).orElse(null);
  }
}
