package io.github.streamingchat.internal.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks through a frame in its bytes, for which Jackson takes several times as long: nearly all that is
 * streamed are short objects, most of whose members are passed over.
 *
 * <p>It knows what frames consist of, and gives up on everything else: what is no JSON, ill-formed UTF-8,
 * half a surrogate pair, a name of more than 64 bytes or with an escape, a number of more than
 * {@value #MOST_DIGITS} characters, more than {@value #DEEPEST} levels. Such a frame is for Jackson to
 * read, which also knows what to say of it. What is read here is read as Jackson does.
 *
 * <p>Of bytes outside ASCII it looks only at those of values that are asked for: they stand in strings
 * only, no repair of them would reach over the string's end, and nobody sees what is passed over.
 *
 * <p>One object serves one frame after the other. Between them it keeps short names and values to guess
 * the next ones by, and the array of the last one unless that is large. Not safe for use by several
 * threads at once.
 */
public final class ScannedMembers implements JsonMembers {
  private static final int DEEPEST = 64;

  /** So many always fit a long. */
  private static final int MOST_DIGITS = 18;

  private final TokenScanner tokens = new TokenScanner();

  /** Whether the object or array that was entered last has had no member yet. */
  private boolean fresh;

  /** Makes one that has met no frame. */
  public ScannedMembers() {}

  /**
   * Walks through a frame.
   *
   * @param frame holds it
   * @param offset where it starts
   * @param length how many bytes it has
   * @param walk reads it, to its end
   * @param <T> what is read
   * @return what was read, or null if the frame must be read by other means
   */
  public <T> @Nullable T read(
      byte[] frame, int offset, int length, Function<? super JsonMembers, T> walk) {
    tokens.begin(frame, offset, length);
    try {
      return walk.apply(this);
    } catch (GivesUp unexpected) {
      return null;
    } finally {
      tokens.letGo();
    }
  }

  @Override
  public void start() {
    tokens.passValue();
  }

  /** Gives up on what is no object: others can say what it is. */
  @Override
  public void enterObject() {
    if (!enterIf(JsonToken.START_OBJECT)) {
      throw new GivesUp();
    }
  }

  @Override
  public void end() {
    tokens.requireEnd();
  }

  @Override
  public boolean next() {
    if (!isFollowed('}', JsonToken.END_OBJECT)) {
      return false;
    }
    tokens.passName();
    tokens.passValue();
    return true;
  }

  @Override
  public boolean nextElement() {
    if (!isFollowed(']', JsonToken.END_ARRAY)) {
      return false;
    }
    tokens.passValue();
    return true;
  }

  /** Whether another member follows; if none does, the object or array has been left. */
  private boolean isFollowed(char close, JsonToken end) {
    boolean first = fresh;
    fresh = false;
    boolean isFollowed = tokens.passTo(first, close);
    if (!isFollowed) {
      tokens.kind(end);
    }
    return isFollowed;
  }

  @Override
  public String name() {
    return tokens.name();
  }

  @Override
  public @Nullable JsonToken kind() {
    return tokens.kind();
  }

  @Override
  public boolean enterIf(JsonToken start) {
    return enters(start, 1);
  }

  private boolean enters(JsonToken container, int depth) {
    if (tokens.kind() != container) {
      return false;
    }
    if (depth > DEEPEST) {
      throw new GivesUp();
    }
    fresh = true;
    return true;
  }

  @Override
  public void skip() {
    skip(1);
  }

  private void skip(int depth) {
    if (enters(JsonToken.START_OBJECT, depth)) {
      while (next()) {
        skip(depth + 1);
      }
    } else if (enters(JsonToken.START_ARRAY, depth)) {
      while (nextElement()) {
        skip(depth + 1);
      }
    }
  }

  @Override
  public @Nullable String text() {
    if (isText()) {
      return tokens.string();
    }
    if (isNumber()) {
      return tokens.digits();
    }
    skip();
    return null;
  }

  private boolean isNumber() {
    JsonToken kind = tokens.kind();
    return kind == JsonToken.VALUE_NUMBER_INT || kind == JsonToken.VALUE_NUMBER_FLOAT;
  }

  @Override
  public @Nullable String word() {
    return isText() ? tokens.word() : text();
  }

  @Override
  public @Nullable Long count() {
    if (tokens.kind() == JsonToken.VALUE_NUMBER_INT) {
      requireShort();
      return tokens.number();
    }
    skip();
    return null;
  }

  @Override
  public @Nullable Object value() {
    return value(1);
  }

  private @Nullable Object value(int depth) {
    if (enters(JsonToken.START_OBJECT, depth)) {
      return members(depth);
    }
    if (enters(JsonToken.START_ARRAY, depth)) {
      return elements(depth);
    }
    if (isNumber()) {
      return number();
    }
    if (isText()) {
      return tokens.string();
    }
    return tokens.kind() == JsonToken.VALUE_NULL ? null : tokens.kind() == JsonToken.VALUE_TRUE;
  }

  private Map<String, @Nullable Object> members(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(4);
    while (next()) {
      String name = name();
      members.put(name, value(depth + 1));
    }
    return members;
  }

  private List<@Nullable Object> elements(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (nextElement()) {
      elements.add(value(depth + 1));
    }
    return elements;
  }

  private Object number() {
    requireShort();
    if (tokens.kind() == JsonToken.VALUE_NUMBER_INT) {
      long number = tokens.number();
      if ((int) number == number) {
        return (int) number;
      }
      return number;
    }
    try {
      return new BigDecimal(tokens.digits());
    } catch (NumberFormatException exponentTooLarge) {
      throw new GivesUp();
    }
  }

  private void requireShort() {
    if (tokens.length() > MOST_DIGITS) {
      throw new GivesUp();
    }
  }
}
