package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation as it is told to a provider. What the turns of a whole conversation have
 * in common is said at {@link PromptHistory}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param role who speaks
 * @param author who stands behind the role, or null
 * @param parts what is said, in order
 */
public record PromptTurn(Role role, @Nullable Author author, List<Part> parts) {
  /**
   * Copies the parts.
   *
   * @param role who speaks
   * @param author who stands behind the role
   * @param parts what is said
   */
  public PromptTurn {
    Objects.requireNonNull(role, "role");
    parts = List.copyOf(parts);
  }

  /**
   * Joins the texts of the text parts.
   *
   * @return the text, empty if there is none
   */
  public String text() {
    StringBuilder joined = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        joined.append(text.content());
      }
    }
    return joined.toString();
  }

  /**
   * Describes the turn without its content.
   *
   * @return role and number of parts
   */
  @Override
  public String toString() {
    return "PromptTurn[" + role + ", " + parts.size() + " parts]";
  }
}
