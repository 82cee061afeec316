package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.internal.Json;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes JSON values that are held as Map, List, String, Number, Boolean or null. */
final class JsonValueWriter {
  private JsonValueWriter() {}

  static String json(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.generator(text)) {
      write(json, value);
    }
    return text.toString();
  }

  static void write(JsonGenerator json, @Nullable Object value) {
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
        json.writeName(String.valueOf(name));
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
