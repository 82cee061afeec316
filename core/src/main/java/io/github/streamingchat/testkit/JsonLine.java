package io.github.streamingchat.testkit;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

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
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private static final JsonFactory ASCII =
      PLAIN.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonLine() {}

  /** Writes half of a surrogate pair as an escape: UTF-8 has no form for it. */
  static String write(Map<String, ? extends @Nullable Object> members) {
    String line = write(PLAIN, members);
    return hasHalfPair(line) ? write(ASCII, members) : line;
  }

  private static boolean hasHalfPair(String line) {
    return line.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  private static String write(
      JsonFactory factory, Map<String, ? extends @Nullable Object> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, members);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof CharSequence text) {
      json.writeString(text.toString());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      members.forEach((name, member) -> {
        json.writeName(whole(String.valueOf(name)));
        write(json, member);
      });
      json.writeEndObject();
    } else if (value instanceof Iterable<?> elements) {
      json.writeStartArray();
      elements.forEach(element -> write(json, element));
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException(
          "a recorded value is a Map, List, String, Number, Boolean or null, but this is a "
              + value.getClass().getName());
    }
  }

  /** Half a pair in a name is what Jackson writes but does not read. */
  private static String whole(String name) {
    if (hasHalfPair(name)) {
      throw new IllegalArgumentException(
          "the name of a recorded member has half of a surrogate pair: " + name);
    }
    return name;
  }

  private static void writeNumber(JsonGenerator json, Number number) {
    if (number instanceof Double || number instanceof Float) {
      double real = number.doubleValue();
      if (!Double.isFinite(real)) {
        throw new IllegalArgumentException("JSON has no number for " + number);
      }
      json.writeNumber(real);
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else {
      json.writeNumber(number.longValue());
    }
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
