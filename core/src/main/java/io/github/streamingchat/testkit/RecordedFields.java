package io.github.streamingchat.testkit;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one recorded line, each of the type that is due, or an exception that names it. */
record RecordedFields(Map<String, @Nullable Object> members, long line) {
  RecordingFormatException wrong(String what) {
    return new RecordingFormatException(line, what);
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
      throw wrong("the field \"%s\" must be %s, but is %s".formatted(name, kind, value));
    }
    return type.cast(value);
  }

  /** Any JSON value; a field that is missing is null. */
  @Nullable
  Object value(String name) {
    return members.get(name);
  }

  String text(String name) {
    return required(name, textOrNull(name));
  }

  @Nullable
  String textOrNull(String name) {
    return optional(name, String.class, "a string");
  }

  String textOr(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  boolean truth(String name) {
    return required(name, optional(name, Boolean.class, "true or false"));
  }

  @Nullable
  Long wholeOrNull(String name) {
    return optional(name, Long.class, "a whole number");
  }

  long whole(String name) {
    return required(name, wholeOrNull(name));
  }

  int count(String name) {
    long whole = whole(name);
    if (whole != (int) whole) {
      throw wrong("the field \"%s\" is out of range: %d".formatted(name, whole));
    }
    return (int) whole;
  }

  Duration seconds(String name) {
    return required(name, secondsOrNull(name));
  }

  @Nullable
  Duration secondsOrNull(String name) {
    Number seconds = optional(name, Number.class, "a number of seconds");
    if (seconds == null) {
      return null;
    }
    try {
      return RecordedEvents.duration(new BigDecimal(seconds.toString()));
    } catch (ArithmeticException | DateTimeException tooLong) {
      throw wrong("the field \"%s\" is no time in seconds: %s".formatted(name, seconds));
    }
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong("the field \"%s\" is none of the known ones: %s".formatted(name, text));
    }
  }

  RecordedFields object(String name) {
    return required(name, objectOrNull(members.get(name), name));
  }

  @SuppressWarnings("unchecked") // JsonLine makes maps of Strings only
  private @Nullable RecordedFields objectOrNull(@Nullable Object value, String name) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> object)) {
      throw wrong("the field \"%s\" must be an object, but is %s".formatted(name, value));
    }
    return new RecordedFields((Map<String, @Nullable Object>) object, line);
  }

  List<RecordedFields> objects(String name) {
    List<RecordedFields> objects = new ArrayList<>();
    for (Object element : required(name, optional(name, List.class, "an array"))) {
      objects.add(required(name, objectOrNull(element, name)));
    }
    return objects;
  }
}
