package io.github.streamingchat.internal.stored;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object on one line, as a map. Numbers are read as messages hold them: Long, BigInteger,
 * Double or BigDecimal, the smallest that has the value.
 */
public final class JsonLine {
  private static final JsonFactory PLAIN = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNestingDepth(2 * StreamReadConstraints.DEFAULT_MAX_DEPTH) // as Json writes
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
      Map<String, @Nullable Object> members = object(json);
      if (json.nextToken() != null) {
        throw new StoredFormatException("something follows the JSON object");
      }
      return members;
    } catch (JacksonException malformed) {
      throw new StoredFormatException("not well-formed JSON: " + malformed.getOriginalMessage());
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser json) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static @Nullable Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer(json.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> decimal(json.getDecimalValue());
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser json) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }

  private static Number integer(BigInteger integer) {
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
  }

  private static Number decimal(BigDecimal decimal) {
    double nearest = decimal.doubleValue();
    boolean same = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0;
    return same ? (Number) nearest : decimal.stripTrailingZeros();
  }
}
