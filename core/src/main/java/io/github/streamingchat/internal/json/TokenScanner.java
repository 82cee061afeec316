package io.github.streamingchat.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * Passes over the tokens of a frame, to the letter of RFC 8259, and remembers where the last name and the
 * last value stand. Throws {@link GivesUp} at whatever is none.
 *
 * <p>Where and what they are it remembers as numbers: it lives as long as a stream, and to write a
 * reference into an old object costs a memory fence under G1, which for each name and each value was a
 * third of the time.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TokenScanner {
  private static final char REPLACEMENT = '\uFFFD';

  /** By the numbers that Jackson has for them. */
  private static final JsonToken[] KINDS = kinds();

  private static final int KEPT = 1 << 16;
  private static final byte[] NONE = {};
  private static final byte[] TRUE = "true".getBytes(UTF_8);
  private static final byte[] FALSE = "false".getBytes(UTF_8);
  private static final byte[] NULL = "null".getBytes(UTF_8);

  private byte[] bytes = NONE;
  private int at;
  private int end;

  private final LastFrame last = new LastFrame();

  /** The place of the last member. */
  private int place;

  private int kind = JsonToken.VALUE_NULL.id();

  /** A string without its quotes, or a number. */
  private int start;

  private int stop;
  private boolean escaped;

  /** Whether it is the word that it was in the frame before. */
  private boolean again;

  private static JsonToken[] kinds() {
    JsonToken[] byId = new JsonToken[JsonToken.values().length];
    for (JsonToken token : JsonToken.values()) {
      if (token != JsonToken.NOT_AVAILABLE) {
        byId[token.id()] = token;
      }
    }
    return byId;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the same array
  void begin(byte[] frame, int offset, int length) {
    if (bytes != frame) {
      bytes = frame;
    }
    at = offset;
    end = offset + length;
    last.restart();
  }

  /** Lets go of the frame if that weighs anything: the next one is mostly in the same array. */
  void letGo() {
    if (bytes.length > KEPT) {
      bytes = NONE;
    }
  }

  /** What the last value is, of an object or an array its first token. */
  JsonToken kind() {
    return KINDS[kind];
  }

  void kind(JsonToken token) {
    kind = token.id();
  }

  /** Goes on to the member behind the next comma, or to the first one; false if the end is there. */
  boolean passTo(boolean first, char close) {
    if (!first && is(at, ',')) {
      at++;
      return true;
    }
    int next = space(at);
    if (is(next, close)) {
      at = next + 1;
      return false;
    }
    at = first ? next : behind(next, ',');
    return true;
  }

  /** Passes over a name and what parts it from its value. */
  void passName() {
    int first = behind(at, '"');
    place = last.placeOf(bytes, first, end);
    at = behind(first + last.name(place).length + 1, ':');
  }

  void requireEnd() {
    if (space(at) != end) {
      throw new GivesUp();
    }
  }

  private int space(int from) {
    int next = from;
    while (next < end && bytes[next] <= ' ' && isSpace(bytes[next])) {
      next++;
    }
    return next;
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }

  private boolean is(int next, char one) {
    return next < end && bytes[next] == one;
  }

  /** The place behind a character, and the space that may stand before it. */
  private int behind(int next, char one) {
    if (is(next, one)) {
      return next + 1;
    }
    int behindSpace = space(next);
    if (!is(behindSpace, one)) {
      throw new GivesUp();
    }
    return behindSpace + 1;
  }

  /** Passes over a value, of an object or an array over its first character. */
  void passValue() {
    int first = space(at);
    switch (first < end ? bytes[first] : 0) {
      case '"' -> passString(first + 1);
      case '{' -> passOne(first, JsonToken.START_OBJECT);
      case '[' -> passOne(first, JsonToken.START_ARRAY);
      case 't' -> passLiteral(first, TRUE, JsonToken.VALUE_TRUE);
      case 'f' -> passLiteral(first, FALSE, JsonToken.VALUE_FALSE);
      case 'n' -> passLiteral(first, NULL, JsonToken.VALUE_NULL);
      default -> passNumber(first);
    }
  }

  private void passOne(int first, JsonToken means) {
    at = first + 1;
    kind(means);
  }

  /** What may follow a literal or a number is found out when it is looked for. */
  private void passLiteral(int first, byte[] literal, JsonToken means) {
    int behind = first + literal.length;
    if (behind > end || !Arrays.equals(literal, 0, literal.length, bytes, first, behind)) {
      throw new GivesUp();
    }
    at = behind;
    kind(means);
  }

  private void passNumber(int first) {
    start = first;
    int next = is(first, '-') ? first + 1 : first;
    next = is(next, '0') ? next + 1 : digits(next);
    JsonToken means = JsonToken.VALUE_NUMBER_INT;
    if (is(next, '.')) {
      next = digits(next + 1);
      means = JsonToken.VALUE_NUMBER_FLOAT;
    }
    if (is(next, 'e') || is(next, 'E')) {
      boolean isSigned = is(next + 1, '+') || is(next + 1, '-');
      next = digits(isSigned ? next + 2 : next + 1);
      means = JsonToken.VALUE_NUMBER_FLOAT;
    }
    kind(means);
    stop = next;
    at = next;
  }

  private int digits(int from) {
    int next = from;
    while (next < end && bytes[next] >= '0' && bytes[next] <= '9') {
      next++;
    }
    if (next == from) {
      throw new GivesUp();
    }
    return next;
  }

  /** Passes over a string behind its first quote. */
  private void passString(int first) {
    start = first;
    again = last.isWordAgain(place, bytes, first, end);
    stop = again ? first + last.word(place).length : endOfString(first);
    at = stop + 1;
    kind(JsonToken.VALUE_STRING);
  }

  private int endOfString(int first) {
    int next = StringEnds.first(bytes, first, end);
    escaped = is(next, '\\');
    while (is(next, '\\')) {
      next = StringEnds.first(bytes, Escapes.end(bytes, next, end), end);
    }
    if (!is(next, '"')) {
      throw new GivesUp(); // torn, or a control character
    }
    return next;
  }

  String name() {
    return wellFormed(last.name(place).text);
  }

  /** The string that the last value is. */
  String string() {
    if (again) {
      return word();
    }
    return wellFormed(
        escaped ? Escapes.resolved(bytes, start, stop) : new String(bytes, start, length(), UTF_8));
  }

  /** The same where it is often one that came before. */
  String word() {
    if (!again) {
      if (escaped || length() > Words.LONGEST) {
        return string();
      }
      last.keepWord(place, Words.of(bytes, start, stop));
    }
    return wellFormed(last.word(place).text);
  }

  /** Others know better how to repair a text. */
  private static String wellFormed(String text) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new GivesUp();
    }
    return text;
  }

  /** The number that the last value is, as it is written. */
  String digits() {
    return new String(bytes, start, length(), UTF_8);
  }

  /** How long the string or the number is, in bytes. */
  int length() {
    return stop - start;
  }

  /** The last value if it is a whole number of not too many digits. */
  long number() {
    boolean isNegative = bytes[start] == '-';
    long number = 0;
    for (int i = isNegative ? start + 1 : start; i < stop; i++) {
      number = 10 * number + (bytes[i] - '0');
    }
    return isNegative ? -number : number;
  }
}
