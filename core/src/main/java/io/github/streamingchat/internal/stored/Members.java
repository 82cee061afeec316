package io.github.streamingchat.internal.stored;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an object; what is null is left out. Not safe for use by several threads at once. */
public final class Members {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Begins an object without members. */
  public Members() {}

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value a JSON value; null adds nothing
   * @return these members
   */
  public Members put(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  /**
   * Gives the object.
   *
   * @return the members in the order in which they were added
   */
  public Map<String, @Nullable Object> asMap() {
    return members;
  }

  /**
   * Tells how a constant is called.
   *
   * @param constant the constant
   * @return its name in lower case
   */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
