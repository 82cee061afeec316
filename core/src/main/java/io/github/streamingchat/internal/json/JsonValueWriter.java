package io.github.streamingchat.internal.json;

import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes JSON values that are held as Map, List, String, Number, Boolean or null. */
public final class JsonValueWriter {
  private JsonValueWriter() {}

  /**
   * Writes a value. Half of a surrogate pair becomes an escape: UTF-8 has no form for it.
   *
   * @param value the value
   * @return its JSON
   * @throws IllegalArgumentException if it holds something that JSON has not
   */
  public static String json(@Nullable Object value) {
    String json = written(Json::generator, value);
    return hasHalfPair(json) ? written(Json::asciiGenerator, value) : json;
  }

  private static String written(Function<Writer, JsonGenerator> to, @Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = to.apply(text)) {
      write(json, value);
    }
    return text.toString();
  }

  /** Whether a text has half of a surrogate pair. */
  static boolean hasHalfPair(String text) {
    return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  /**
   * Writes a value as it is.
   *
   * @param json where to
   * @param value the value
   * @throws IllegalArgumentException if it holds something that JSON has not
   */
  public static void write(JsonGenerator json, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof CharSequence text) {
      json.writeString(new CharsReader(text), text.length());
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
          "a JSON value is a Map, List, String, Number, Boolean or null, but this is a "
              + value.getClass().getName());
    }
  }

  /** Half a pair in a name is what Jackson writes but does not read. */
  private static String whole(String name) {
    if (hasHalfPair(name)) {
      throw new IllegalArgumentException(
          "the name of a JSON member has half of a surrogate pair: " + name);
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
}
