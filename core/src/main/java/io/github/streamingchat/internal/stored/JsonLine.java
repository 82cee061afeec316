package io.github.streamingchat.internal.stored;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object on one line, as a map. Numbers are read as messages hold them: Long, BigInteger,
 * Double or BigDecimal, the smallest that has the value.
 */
public final class JsonLine {
  /** How deep objects and arrays may stand in each other, as deep as {@code Json} writes them. */
  public static final int MAX_DEPTH = 2 * StreamReadConstraints.DEFAULT_MAX_DEPTH;

  private static final JsonFactory PLAIN = JsonFactory.builder()
      .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES) // as Json reads text
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNestingDepth(MAX_DEPTH)
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private JsonLine() {}

  /**
   * Writes an object.
   *
   * @param members its members
   * @return the line, without its end
   * @throws IllegalArgumentException if a value is no JSON value, or a name has half a surrogate pair
   */
  public static String write(Map<String, ? extends @Nullable Object> members) {
    return JsonValueWriter.json(members);
  }

  /**
   * Reads a line.
   *
   * @param line one JSON object
   * @return its members
   * @throws StoredFormatException if it is anything else
   */
  public static Map<String, @Nullable Object> read(String line) {
    try (JsonParser json = PLAIN.createParser(ObjectReadContext.empty(), line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new StoredFormatException("not a JSON object");
      }
      Map<String, @Nullable Object> members =
          new JsonObjects(json, Integer.MAX_VALUE, Long.MAX_VALUE / 2).next();
      if (json.nextToken() != null) {
        throw new StoredFormatException("something follows the JSON object");
      }
      return members;
    } catch (JacksonException malformed) {
      throw new StoredFormatException("not well-formed JSON: " + malformed.getOriginalMessage());
    }
  }

  /**
   * Begins to read objects that follow each other, or those of an array.
   *
   * @param from where from; not closed
   * @param longest the longest text, in UTF-16 units
   * @return a parser before the first token
   */
  public static JsonParser parser(Reader from, int longest) {
    JsonFactory bounded = PLAIN
        .rebuild()
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .streamReadConstraints(PLAIN
            .streamReadConstraints()
            .rebuild()
            .maxStringLength(longest)
            .maxNameLength(longest)
            .maxNumberLength(longest)
            .build())
        .build();
    return bounded.createParser(ObjectReadContext.empty(), from);
  }
}
