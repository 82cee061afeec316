package io.github.streamingchat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation at one moment. A message that grows is a row of such values under one
 * id; each of them stays as it is.
 *
 * <p>Id, conversation, role and creation time are given when the message is added and never change:
 * {@link Builder} has no setters for them. Two messages are equal if all they say is equal; the
 * version and the exception behind the error do not count.
 *
 * <p>Immutable and thread-safe.
 */
public final class ChatMessage {
  private final MessageId id;
  private final String conversationId;
  private final Role role;
  private final Instant createdAt;
  private final @Nullable Author author;
  private final List<Part> parts;
  private final MessageStatus status;
  private final @Nullable FinishReason finishReason;
  private final @Nullable Usage usage;
  private final Map<String, @Nullable Object> metadata;
  private final Set<String> aliases;
  private final @Nullable ChatError error;
  private final long version;

  ChatMessage(
      MessageId id, String conversationId, Instant createdAt, MessageDraft draft, long version) {
    this.id = id;
    this.conversationId = conversationId;
    this.role = draft.role();
    this.createdAt = createdAt;
    this.author = draft.author();
    this.parts = draft.parts();
    this.status = draft.status();
    this.finishReason = null;
    this.usage = null;
    this.metadata = draft.metadata();
    this.aliases = Collections.emptySet();
    this.error = null;
    this.version = version;
  }

  private ChatMessage(ChatMessage original, List<Part> parts, MessageStatus status, long version) {
    this.id = original.id;
    this.conversationId = original.conversationId;
    this.role = original.role;
    this.createdAt = original.createdAt;
    this.author = original.author;
    this.parts = parts;
    this.status = status;
    this.finishReason = original.finishReason;
    this.usage = original.usage;
    this.metadata = original.metadata;
    this.aliases = original.aliases;
    this.error = original.error;
    this.version = version;
  }

  /** A message as it was elsewhere; the rest of it is set by a builder. */
  private ChatMessage(MessageId id, String conversationId, Role role, Instant createdAt) {
    this(id, conversationId, createdAt, MessageDraft.of(role, ""), 0);
  }

  private ChatMessage(Builder builder) {
    ChatMessage original = builder.original;
    this.id = original.id;
    this.conversationId = original.conversationId;
    this.role = original.role;
    this.createdAt = original.createdAt;
    this.author = builder.author;
    this.parts = builder.parts;
    this.status = builder.status;
    this.finishReason = builder.finishReason;
    this.usage = builder.usage;
    this.metadata = builder.metadata;
    this.aliases = builder.aliases;
    this.error = builder.error;
    this.version = original.version;
  }

  /** Nearly all have one at most, for which there is a smaller set; none minds being asked for null. */
  private static Set<String> unmodifiable(Set<String> aliases) {
    return aliases.size() == 1
        ? Collections.singleton(aliases.iterator().next())
        : Collections.unmodifiableSet(aliases);
  }

  /**
   * Starts a message that was made elsewhere, such as one from a database. One that is new to its
   * conversation needs no more than a {@link MessageDraft}.
   *
   * @param id its id
   * @param conversationId the id of the conversation that it is of; not blank
   * @param role whose turn it is
   * @param createdAt when it was made
   * @return a builder of a message without parts, of status {@link MessageStatus#COMPLETED} and version
   *     0, to begin a conversation with by {@link Conversation.Builder#messages}
   * @throws IllegalArgumentException if the conversation's id is blank
   */
  public static Builder builder(MessageId id, String conversationId, Role role, Instant createdAt) {
    return new Builder(new ChatMessage(
        Objects.requireNonNull(id, "id"),
        Conversation.requireId(conversationId),
        role,
        Objects.requireNonNull(createdAt, "createdAt")));
  }

  /** The same message with other parts and version, without a pass over the rest. */
  ChatMessage grown(List<Part> newParts, MessageStatus newStatus, long newVersion) {
    return new ChatMessage(this, newParts, newStatus, newVersion);
  }

  ChatMessage withVersion(long newVersion) {
    return new ChatMessage(this, parts, status, newVersion);
  }

  boolean isSameMessageAs(ChatMessage other) {
    return id.equals(other.id)
        && conversationId.equals(other.conversationId)
        && role.equals(other.role)
        && createdAt.equals(other.createdAt);
  }

  /**
   * Gives the message's identity.
   *
   * @return the id
   */
  public MessageId id() {
    return id;
  }

  /**
   * Tells in which conversation the message stands.
   *
   * @return the conversation's id
   */
  public String conversationId() {
    return conversationId;
  }

  /**
   * Tells who speaks.
   *
   * @return the role
   */
  public Role role() {
    return role;
  }

  /**
   * Tells when the message was added.
   *
   * @return the time by the conversation's clock
   */
  public Instant createdAt() {
    return createdAt;
  }

  /**
   * Tells who stands behind the role.
   *
   * @return the author, if one is known
   */
  public Optional<Author> author() {
    return Optional.ofNullable(author);
  }

  /**
   * Gives the content.
   *
   * @return the parts in order, unmodifiable
   */
  public List<Part> parts() {
    return parts;
  }

  /**
   * Gives the parts of one kind.
   *
   * @param kind such as {@code Part.ToolCall.class}
   * @param <P> the kind
   * @return those parts in order, unmodifiable
   */
  public <P extends Part> List<P> parts(Class<P> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Joins the texts of the text parts; reasoning, refusals and the rest are not in it.
   *
   * @return the text, empty if there is none
   */
  public String text() {
    Part.Text only = null;
    StringBuilder joined = null;
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        if (only == null) {
          only = text;
        } else {
          joined = joined == null ? new StringBuilder(only.content()) : joined;
          joined.append(text.content());
        }
      }
    }
    if (joined != null) {
      return joined.toString();
    }
    return only == null ? "" : only.content().toString();
  }

  /**
   * Tells how far the message has come.
   *
   * @return the status
   */
  public MessageStatus status() {
    return status;
  }

  /**
   * Tells why the model stopped.
   *
   * @return the reason, once the provider gave one
   */
  public Optional<FinishReason> finishReason() {
    return Optional.ofNullable(finishReason);
  }

  /**
   * Tells what the message cost.
   *
   * @return the usage, once the provider gave one
   */
  public Optional<Usage> usage() {
    return Optional.ofNullable(usage);
  }

  /**
   * Gives what the application and the server remember with the message.
   *
   * @return JSON members, unmodifiable
   */
  public Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  /**
   * Gives the ids that servers use for this message.
   *
   * @return the aliases in the order in which they were learnt, unmodifiable
   */
  public Set<String> aliases() {
    return aliases;
  }

  /**
   * Tells why the message failed.
   *
   * @return the error, if there is one
   */
  public Optional<ChatError> error() {
    return Optional.ofNullable(error);
  }

  /**
   * Gives the conversation's version at which this value of the message came to be.
   *
   * @return the version; of two values of a message the later has the greater one
   */
  public long version() {
    return version;
  }

  /**
   * Starts an edited value of this message.
   *
   * @return a builder with every field of this message
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  int length() {
    long length = 0;
    for (Part part : parts) {
      length += part.length();
    }
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  /** How much the message counts against the limit of characters: its parts and its metadata. */
  long countedLength() {
    return (long) length() + JsonValues.length(metadata);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChatMessage message
        && isSameMessageAs(message)
        && status == message.status
        && Objects.equals(author, message.author)
        && Objects.equals(finishReason, message.finishReason)
        && Objects.equals(usage, message.usage)
        && Objects.equals(error, message.error)
        && metadata.equals(message.metadata)
        && aliases.equals(message.aliases)
        && parts.equals(message.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, conversationId, status, parts.size());
  }

  /**
   * Describes the message without its content, its metadata and anything else that may be secret or
   * long.
   *
   * @return id, role, status, size and version
   */
  @Override
  public String toString() {
    return "ChatMessage[id=%s, role=%s, status=%s, parts=%d, chars=%d, version=%d]"
        .formatted(id, role, status, parts.size(), length(), version);
  }

  /**
   * Sets what may change in a message. Not safe for use by several threads at
   * once.
   */
  public static final class Builder {
    private final ChatMessage original;
    private @Nullable Author author;
    private List<Part> parts;
    private MessageStatus status;
    private @Nullable FinishReason finishReason;
    private @Nullable Usage usage;
    private Map<String, @Nullable Object> metadata;
    private Set<String> aliases;

    /** Whether the aliases are a copy that no message has. */
    private boolean ownsAliases;

    private @Nullable ChatError error;

    private Builder(ChatMessage original) {
      this.original = original;
      author = original.author;
      parts = original.parts;
      status = original.status;
      finishReason = original.finishReason;
      usage = original.usage;
      metadata = original.metadata;
      aliases = original.aliases;
      error = original.error;
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
     * Replaces the content by one text.
     *
     * @param text the text; an empty one leaves no parts
     * @return this builder
     */
    public Builder text(CharSequence text) {
      return parts(text.length() == 0 ? List.of() : List.of(Part.text(text)));
    }

    /**
     * Replaces the content.
     *
     * @param parts the parts in order
     * @return this builder
     */
    public Builder parts(List<? extends Part> parts) {
      this.parts = List.copyOf(parts);
      return this;
    }

    /**
     * Adds a part at the end.
     *
     * @param part the part
     * @return this builder
     */
    public Builder addPart(Part part) {
      List<Part> longer = new ArrayList<>(parts);
      longer.add(part);
      return parts(longer);
    }

    /**
     * Sets how far the message has come.
     *
     * @param status the status
     * @return this builder
     */
    public Builder status(MessageStatus status) {
      this.status = Objects.requireNonNull(status, "status");
      return this;
    }

    /**
     * Sets why the model stopped.
     *
     * @param finishReason the reason, or null for none
     * @return this builder
     */
    public Builder finishReason(@Nullable FinishReason finishReason) {
      this.finishReason = finishReason;
      return this;
    }

    /**
     * Sets what the message cost.
     *
     * @param usage the usage, or null for unknown
     * @return this builder
     */
    public Builder usage(@Nullable Usage usage) {
      this.usage = usage;
      return this;
    }

    /**
     * Sets one member of the metadata and keeps the others.
     *
     * @param name the member's name
     * @param value a JSON value
     * @return this builder
     * @throws IllegalArgumentException if the value is not JSON
     */
    public Builder metadata(String name, @Nullable Object value) {
      return metadata(Collections.singletonMap(name, value));
    }

    /**
     * Sets members of the metadata and keeps the others.
     *
     * @param members JSON members
     * @return this builder
     * @throws IllegalArgumentException if they are not JSON
     */
    public Builder metadata(Map<String, ? extends @Nullable Object> members) {
      Map<String, @Nullable Object> merged = new LinkedHashMap<>(metadata);
      merged.putAll(JsonValues.object(members));
      metadata = new JsonObject(merged);
      return this;
    }

    /**
     * Removes one member of the metadata.
     *
     * @param name the member's name; an unknown one changes nothing
     * @return this builder
     */
    public Builder removeMetadata(String name) {
      Map<String, @Nullable Object> rest = new LinkedHashMap<>(metadata);
      rest.remove(name);
      metadata = new JsonObject(rest);
      return this;
    }

    /**
     * Adds an id that a server uses for this message.
     *
     * @param alias the server's id
     * @return this builder
     */
    public Builder alias(String alias) {
      Objects.requireNonNull(alias, "alias");
      if (!ownsAliases) {
        aliases = new LinkedHashSet<>(aliases);
        ownsAliases = true;
      }
      aliases.add(alias);
      return this;
    }

    /**
     * Sets why the message failed.
     *
     * @param error the error, or null for none
     * @return this builder
     */
    public Builder error(@Nullable ChatError error) {
      this.error = error;
      return this;
    }

    /**
     * Builds the value. It enters a conversation only through {@link Conversation#update}, or with the
     * conversation's beginning.
     *
     * @return the message as set so far
     */
    public ChatMessage build() {
      if (ownsAliases) {
        aliases = unmodifiable(aliases);
        ownsAliases = false;
      }
      return new ChatMessage(this);
    }
  }
}
