package io.github.streamingchat.internal.stored;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that was read, each of the type that is due, or an exception that names it.
 *
 * @param members the object
 */
public record Fields(Map<String, @Nullable Object> members) {
  private static final int LONGEST_QUOTE = 100;

  /**
   * Says that something is wrong here.
   *
   * @param what the field and its value
   * @return what to throw
   */
  public StoredFormatException wrong(String what) {
    return new StoredFormatException(what);
  }

  /** A value as it is quoted: its beginning, if it is long. */
  private static String brief(@Nullable Object value) {
    String words = value instanceof Map || value instanceof List
        ? "an object or an array"
        : String.valueOf(value);
    return words.length() <= LONGEST_QUOTE ? words : words.substring(0, LONGEST_QUOTE) + "…";
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw wrong("the field \"" + name + "\" is missing");
    }
    return value;
  }

  private <T> @Nullable T optional(String name, Class<T> type, String kind) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw wrong("the field \"%s\" must be %s, but is %s".formatted(name, kind, brief(value)));
    }
    return type.cast(value);
  }

  /**
   * Gives any JSON value.
   *
   * @param name its name
   * @return the value, or null if it is missing
   */
  public @Nullable Object value(String name) {
    return members.get(name);
  }

  /**
   * Gives a text.
   *
   * @param name its name
   * @return the text
   * @throws StoredFormatException if it is missing or of another type
   */
  public String text(String name) {
    return required(name, textOrNull(name));
  }

  /**
   * Gives a text that may be missing.
   *
   * @param name its name
   * @return the text or null
   * @throws StoredFormatException if it is of another type
   */
  public @Nullable String textOrNull(String name) {
    return optional(name, String.class, "a string");
  }

  /**
   * Gives a text that may be missing.
   *
   * @param name its name
   * @param otherwise what stands for a missing one
   * @return the text
   * @throws StoredFormatException if it is of another type
   */
  public String textOr(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  /**
   * Gives true or false.
   *
   * @param name its name
   * @return the value
   * @throws StoredFormatException if it is missing or of another type
   */
  public boolean truth(String name) {
    return required(name, optional(name, Boolean.class, "true or false"));
  }

  /**
   * Gives true or false, which may be missing.
   *
   * @param name its name
   * @param otherwise what stands for a missing one
   * @return the value
   * @throws StoredFormatException if it is of another type
   */
  public boolean truthOr(String name, boolean otherwise) {
    Boolean truth = optional(name, Boolean.class, "true or false");
    return truth == null ? otherwise : truth;
  }

  /**
   * Gives a whole number that may be missing.
   *
   * @param name its name
   * @return the number or null
   * @throws StoredFormatException if it is of another type
   */
  public @Nullable Long wholeOrNull(String name) {
    return optional(name, Long.class, "a whole number");
  }

  /**
   * Gives a whole number.
   *
   * @param name its name
   * @return the number
   * @throws StoredFormatException if it is missing or of another type
   */
  public long whole(String name) {
    return required(name, wholeOrNull(name));
  }

  /**
   * Gives a whole number that fits an int.
   *
   * @param name its name
   * @return the number
   * @throws StoredFormatException if it is missing, out of range or of another type
   */
  public int count(String name) {
    long whole = whole(name);
    if (whole != (int) whole) {
      throw wrong("the field \"%s\" is out of range: %d".formatted(name, whole));
    }
    return (int) whole;
  }

  /**
   * Gives a length of time.
   *
   * @param name its name
   * @return the time
   * @throws StoredFormatException if it is missing or of another type
   */
  public Duration seconds(String name) {
    return required(name, secondsOrNull(name));
  }

  /**
   * Gives a length of time that may be missing.
   *
   * @param name its name
   * @return the time or null
   * @throws StoredFormatException if it is of another type
   */
  public @Nullable Duration secondsOrNull(String name) {
    Number seconds = optional(name, Number.class, "a number of seconds");
    if (seconds == null) {
      return null;
    }
    try {
      return Seconds.duration(new BigDecimal(seconds.toString()));
    } catch (ArithmeticException | DateTimeException tooLong) {
      throw wrong("the field \"%s\" is no time in seconds: %s".formatted(name, brief(seconds)));
    }
  }

  /**
   * Gives a moment.
   *
   * @param name its name
   * @return the moment
   * @throws StoredFormatException if it is missing or no moment of ISO 8601
   */
  public Instant instant(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException none) {
      throw wrong("the field \"%s\" is no moment of ISO 8601: %s".formatted(name, brief(text)));
    }
  }

  /**
   * Gives one of the constants of a type, by its name in lower case.
   *
   * @param name the field's name
   * @param type the type
   * @param <E> the type
   * @return the constant
   * @throws StoredFormatException if it is missing or none of them
   */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong("the field \"%s\" is none of the known ones: %s".formatted(name, brief(text)));
    }
  }

  /**
   * Gives an object.
   *
   * @param name its name
   * @return its fields
   * @throws StoredFormatException if it is missing or of another type
   */
  public Fields object(String name) {
    return required(name, objectOrNull(members.get(name), name));
  }

  /**
   * Gives an object that may be missing.
   *
   * @param name its name
   * @return its fields or null
   * @throws StoredFormatException if it is of another type
   */
  public @Nullable Fields objectOrNull(String name) {
    return objectOrNull(members.get(name), name);
  }

  @SuppressWarnings("unchecked") // JsonLine makes maps of Strings only
  private @Nullable Fields objectOrNull(@Nullable Object value, String name) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> object)) {
      throw wrong("the field \"%s\" must be an object, but is %s".formatted(name, brief(value)));
    }
    return new Fields((Map<String, @Nullable Object>) object);
  }

  /**
   * Gives an array of objects.
   *
   * @param name its name
   * @return the fields of each
   * @throws StoredFormatException if it is missing or of another type
   */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Object element : required(name, optional(name, List.class, "an array"))) {
      objects.add(required(name, objectOrNull(element, name)));
    }
    return objects;
  }

  /**
   * Gives an array of texts that may be missing.
   *
   * @param name its name
   * @return the texts; none if it is missing
   * @throws StoredFormatException if it is of another type
   */
  public List<String> textsOrNone(String name) {
    List<?> elements = optional(name, List.class, "an array");
    List<String> texts = new ArrayList<>();
    for (Object element : elements == null ? List.of() : elements) {
      if (!(element instanceof String text)) {
        throw wrong(
            "the field \"%s\" must hold strings, but holds %s".formatted(name, brief(element)));
      }
      texts.add(text);
    }
    return texts;
  }
}
