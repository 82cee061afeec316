package io.github.streamingchat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not in a conversation yet: what its writer says of it. The conversation adds the
 * id, its own id, the creation time and the version.
 *
 * <p>Immutable and thread-safe.
 *
 * @param role who speaks
 * @param author who stands behind the role, or null
 * @param status PENDING or STREAMING for a message that is still to grow, COMPLETED by default
 * @param parts the content, in order
 * @param metadata what the application wants to remember with it, as JSON
 */
public record MessageDraft(
    Role role,
    @Nullable Author author,
    MessageStatus status,
    List<Part> parts,
    Map<String, @Nullable Object> metadata) {
  /**
   * Copies parts and metadata.
   *
   * @param role who speaks
   * @param author who stands behind the role
   * @param status PENDING or STREAMING for a message that is still to grow
   * @param parts the content
   * @param metadata what the application wants to remember with it
   * @throws IllegalArgumentException if the metadata is not JSON
   */
  public MessageDraft {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(status, "status");
    parts = List.copyOf(parts);
    metadata = JsonValues.object(metadata);
  }

  /**
   * Makes a whole message of one text.
   *
   * @param role who speaks
   * @param text what is said; an empty text makes a message without parts
   * @return the draft
   */
  public static MessageDraft of(Role role, CharSequence text) {
    return builder(role).text(text).build();
  }

  /**
   * Makes a user's message of one text.
   *
   * @param text what is said
   * @return the draft
   */
  public static MessageDraft user(CharSequence text) {
    return of(Role.USER, text);
  }

  /**
   * Makes a system message of one text.
   *
   * @param text what is said
   * @return the draft
   */
  public static MessageDraft system(CharSequence text) {
    return of(Role.SYSTEM, text);
  }

  /**
   * Makes an assistant's message of one text.
   *
   * @param text what is said
   * @return the draft
   */
  public static MessageDraft assistant(CharSequence text) {
    return of(Role.ASSISTANT, text);
  }

  /**
   * Makes the message that answers a tool call.
   *
   * @param callId the {@link Part.ToolCall#callId()} that it answers
   * @param result what the tool gave, as a JSON value
   * @return the draft
   * @throws IllegalArgumentException if the result is not JSON
   */
  public static MessageDraft toolResult(String callId, @Nullable Object result) {
    return builder(Role.TOOL).part(new Part.ToolResult(callId, result, false)).build();
  }

  /**
   * Makes the message that says why a tool call has no result. Formats that know no failed results
   * send it as a result: it should say by itself that the tool failed.
   *
   * @param callId the {@link Part.ToolCall#callId()} that it answers
   * @param error what went wrong, as a JSON value that the model can read
   * @return the draft
   * @throws IllegalArgumentException if the error is not JSON
   */
  public static MessageDraft toolError(String callId, @Nullable Object error) {
    return builder(Role.TOOL).part(new Part.ToolResult(callId, error, true)).build();
  }

  /**
   * Starts a draft.
   *
   * @param role who speaks
   * @return a new builder
   */
  public static Builder builder(Role role) {
    return new Builder(role);
  }

  /**
   * Describes the draft without its content.
   *
   * @return role, status and the number of parts
   */
  @Override
  public String toString() {
    return "MessageDraft[" + role + ", " + status + ", " + parts.size() + " parts]";
  }

  /** Builds a {@link MessageDraft}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final Role role;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private @Nullable Author author;
    private MessageStatus status = MessageStatus.COMPLETED;

    private Builder(Role role) {
      this.role = Objects.requireNonNull(role, "role");
    }

    /**
     * Sets who stands behind the role.
     *
     * @param author the author, or null for none
     * @return this builder
     */
    public Builder author(@Nullable Author author) {
      this.author = author;
      return this;
    }

    /**
     * Sets how far the message has come.
     *
     * @param status COMPLETED by default
     * @return this builder
     */
    public Builder status(MessageStatus status) {
      this.status = Objects.requireNonNull(status, "status");
      return this;
    }

    /**
     * Adds a text part.
     *
     * @param text the text; an empty one adds nothing
     * @return this builder
     */
    public Builder text(CharSequence text) {
      return text.length() == 0 ? this : part(Part.text(text));
    }

    /**
     * Adds a part.
     *
     * @param part the part
     * @return this builder
     */
    public Builder part(Part part) {
      parts.add(Objects.requireNonNull(part, "part"));
      return this;
    }

    /**
     * Sets one member of the metadata.
     *
     * @param name the member's name
     * @param value a JSON value
     * @return this builder
     */
    public Builder metadata(String name, @Nullable Object value) {
      metadata.put(Objects.requireNonNull(name, "name"), value);
      return this;
    }

    /**
     * Builds the draft.
     *
     * @return the draft as set so far
     * @throws IllegalArgumentException if the metadata is not JSON
     */
    public MessageDraft build() {
      return new MessageDraft(role, author, status, parts, metadata);
    }
  }
}
