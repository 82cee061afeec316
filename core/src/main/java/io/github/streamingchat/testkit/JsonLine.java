package io.github.streamingchat.testkit;

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
final class JsonLine {
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

  static String write(Map<String, ? extends @Nullable Object> members) {
    return JsonValueWriter.json(members);
  }

  /** Reads a line; what is wrong with it is in the exception's message. */
  static Map<String, @Nullable Object> read(String line, long number) {
    try (JsonParser json = PLAIN.createParser(ObjectReadContext.empty(), line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RecordingFormatException(number, "not a JSON object");
      }
      Map<String, @Nullable Object> members = object(json);
      if (json.nextToken() != null) {
        throw new RecordingFormatException(number, "something follows the JSON object");
      }
      return members;
    } catch (JacksonException malformed) {
      throw new RecordingFormatException(
          number, "not well-formed JSON: " + malformed.getOriginalMessage());
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
