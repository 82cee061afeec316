package io.github.streamingchat;

import java.util.Locale;
import java.util.Objects;

/**
 * Who speaks in a message: one of the four well-known roles, or any other name. {@link #of(String)}
 * knows the aliases {@code human} (user) and {@code ai} (assistant).
 *
 * <p>Immutable and thread-safe; equal by name.
 */
public final class Role {
  /** The person who asks. */
  public static final Role USER = new Role("user");

  /** The model or agent that answers. */
  public static final Role ASSISTANT = new Role("assistant");

  /** Instructions of the application. */
  public static final Role SYSTEM = new Role("system");

  /** The result of a tool that the assistant called. */
  public static final Role TOOL = new Role("tool");

  /** The longest name of a role, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  private final String name;

  private Role(String name) {
    this.name = name;
  }

  /**
   * Finds or makes a role. Well-known names and aliases are known in any case; other names are kept
   * as they are.
   *
   * @param name the role's name, 1 to {@value #MAX_LENGTH} UTF-16 units, not blank
   * @return the role
   * @throws IllegalArgumentException if the name is blank or too long
   */
  public static Role of(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a role's name has 1 to %d characters and is not blank, but this one has %d"
              .formatted(MAX_LENGTH, name.length()));
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "user", "human" -> USER;
      case "assistant", "ai" -> ASSISTANT;
      case "system" -> SYSTEM;
      case "tool" -> TOOL;
      default -> new Role(name);
    };
  }

  /**
   * Gives the role's name; a well-known role's is in lower case.
   *
   * @return the name, never an alias
   */
  public String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Role role && role.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
