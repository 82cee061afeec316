package io.github.streamingchat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into the one form in which JSON is held in messages: unmodifiable maps and lists,
 * String, Boolean, null, and numbers as Long, BigInteger, Double or BigDecimal - the smallest of them
 * that holds the value - so that equal JSON is equal Java after an export and an import.
 */
final class JsonValues {
  private static final int MAX_DEPTH = 500;

  /** What a number or a truth value counts for: about as much as it takes to write it. */
  private static final int SCALAR_LENGTH = 4;

  private JsonValues() {}

  static Map<String, @Nullable Object> object(Map<?, ?> members) {
    return object(members, 0);
  }

  static @Nullable Object value(@Nullable Object value) {
    return value(value, 0);
  }

  /** Tells how long a value is that was made here: its names and texts, and something for the rest. */
  static int length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    } else if (value instanceof JsonObject object) {
      return object.length();
    } else if (value instanceof JsonArray array) {
      return array.length();
    }
    return value == null ? 0 : SCALAR_LENGTH;
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "JSON is nested deeper than " + MAX_DEPTH + " levels; flatten it or keep it as a string");
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> members) {
      return object(members, depth);
    }
    if (value instanceof Iterable<?> elements) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object element : elements) {
        copy.add(value(element, depth + 1));
      }
      return new JsonArray(copy);
    }
    throw new IllegalArgumentException(
        "a JSON value is a Map, List, String, Number, Boolean or null, but this is a "
            + value.getClass().getName());
  }

  private static Map<String, @Nullable Object> object(Map<?, ?> members, int depth) {
    if (members.isEmpty()) {
      return JsonObject.EMPTY;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(members.size() * 2);
    members.forEach((name, member) -> {
      if (!(name instanceof String key)) {
        throw new IllegalArgumentException(
            "the name of a JSON member is a String, but this is " + name);
      }
      copy.put(key, value(member, depth + 1));
    });
    return new JsonObject(copy);
  }

  private static Number number(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return number.longValue();
    }
    if (number instanceof Double || number instanceof Float) {
      return finite(number.doubleValue(), number);
    }
    if (number instanceof BigDecimal decimal) {
      return decimal(decimal);
    }
    if (number instanceof BigInteger integer) {
      return integer(integer);
    }
    if (number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "a JSON number is of one of the JDK's whole or decimal types, but this is a "
            + number.getClass().getName());
  }

  private static Number integer(BigInteger integer) {
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
  }

  private static Number decimal(BigDecimal decimal) {
    double nearest = decimal.doubleValue();
    boolean writtenAlike =
        Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0;
    if (writtenAlike) {
      return nearest;
    }
    BigDecimal shortest = decimal.stripTrailingZeros();
    boolean hasNoPoint = shortest.scale() == 0; // JSON reads it back as a whole number
    return hasNoPoint ? integer(shortest.unscaledValue()) : shortest;
  }

  private static double finite(double value, Number given) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + given);
    }
    return value == 0 ? 0 : value; // -0.0 has no form of its own in every JSON writer
  }
}
