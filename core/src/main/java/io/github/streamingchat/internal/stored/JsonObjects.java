package io.github.streamingchat.internal.stored;

import io.github.streamingchat.LimitExceededException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON objects, each within an allowance: what holds it in memory is in proportion to what its
 * names and texts are long, and to how many values it has.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class JsonObjects {
  /** Making a number of a longer one would cost the square of its length. */
  private static final int LONGEST_NUMBER = 10_000;

  /** What a value counts for, besides its text. */
  private static final int VALUE_COST = 4;

  private final JsonParser json;
  private final long most;
  private final long beside;
  private long left;

  /**
   * Begins to read.
   *
   * @param json the parser
   * @param most the limit on what an object holds, in UTF-16 units of its texts
   * @param beside how much more it may hold of what the limit does not count, such as its names, with
   *     {@value #VALUE_COST} for each value
   */
  public JsonObjects(JsonParser json, int most, long beside) {
    this.json = json;
    this.most = most;
    this.beside = beside;
  }

  /**
   * Reads the object that the parser stands at the beginning of.
   *
   * @return its members
   * @throws StoredFormatException if it has a number that is longer than any that is written
   * @throws LimitExceededException if it holds too much
   */
  public Map<String, @Nullable Object> next() {
    left = most + beside;
    return object();
  }

  private void take(long length) {
    left -= length;
    if (left < 0) {
      throw new LimitExceededException("maxMessageChars", most, most - left);
    }
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      take(name.length());
      json.nextToken();
      members.put(name, value());
    }
    return members;
  }

  private @Nullable Object value() {
    take(VALUE_COST);
    return switch (json.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      default -> null;
    };
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }

  private String text() {
    String text = json.getString();
    take(text.length());
    return text;
  }

  private Number integer() {
    requireShortNumber();
    BigInteger integer = json.getBigIntegerValue();
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
  }

  private Number decimal() {
    requireShortNumber();
    BigDecimal decimal = json.getDecimalValue();
    double nearest = decimal.doubleValue();
    boolean same = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0;
    return same ? (Number) nearest : decimal.stripTrailingZeros();
  }

  private void requireShortNumber() {
    int length = json.getStringLength();
    if (length > LONGEST_NUMBER) {
      throw new StoredFormatException(
          "a number has %d digits, more than %d".formatted(length, LONGEST_NUMBER));
    }
  }
}
