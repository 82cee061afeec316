package io.github.streamingchat.internal.stored;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.Usage;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a message: all that makes two messages equal, and so neither the version nor the
 * exception behind an error. Stateless and thread-safe.
 */
public final class StoredMessages {
  private StoredMessages() {}

  /**
   * Writes a message.
   *
   * @param message the message
   * @return an object that {@link #read} makes an equal message of
   */
  public static Map<String, @Nullable Object> write(ChatMessage message) {
    return head(message)
        .put("parts", message.parts().stream().map(StoredParts::write).toList())
        .asMap();
  }

  /**
   * Writes a message without its parts.
   *
   * @param message the message
   * @return its other members
   */
  public static Members head(ChatMessage message) {
    return new Members()
        .put("id", message.id().value())
        .put("conversation", message.conversationId())
        .put("role", message.role().name())
        .put("createdAt", message.createdAt().toString())
        .put("author", written(message.author().orElse(null), StoredAuthors::write))
        .put("status", Members.word(message.status()))
        .put("finishReason", written(message.finishReason().orElse(null), StoredMessages::write))
        .put("usage", written(message.usage().orElse(null), StoredUsage::write))
        .put("metadata", message.metadata().isEmpty() ? null : message.metadata())
        .put("aliases", message.aliases().isEmpty() ? null : List.copyOf(message.aliases()))
        .put("error", written(message.error().orElse(null), StoredErrors::write));
  }

  private static <T> @Nullable Map<String, @Nullable Object> written(
      @Nullable T value, BiConsumer<T, Members> writer) {
    if (value == null) {
      return null;
    }
    Members members = new Members();
    writer.accept(value, members);
    return members.asMap();
  }

  private static void write(FinishReason reason, Members to) {
    to.put("kind", Members.word(reason.kind())).put("raw", reason.raw());
  }

  /**
   * Reads a message.
   *
   * @param from an object that {@link #write} made; members that are not known are passed over
   * @return the message, of version 0
   * @throws StoredFormatException if a member is not what it should be
   * @throws IllegalArgumentException if a value is one that no message has
   */
  public static ChatMessage read(Fields from) {
    ChatMessage.Builder message = ChatMessage.builder(
            MessageId.of(from.text("id")),
            from.text("conversation"),
            Role.of(from.text("role")),
            from.instant("createdAt"))
        .author(author(from.objectOrNull("author")))
        .parts(parts(from))
        .status(from.constant("status", MessageStatus.class))
        .finishReason(finishReason(from.objectOrNull("finishReason")))
        .usage(usage(from.objectOrNull("usage")))
        .error(error(from.objectOrNull("error")));
    Fields metadata = from.objectOrNull("metadata");
    if (metadata != null) {
      message.metadata(metadata.members());
    }
    from.textsOrNone("aliases").forEach(message::alias);
    return message.build();
  }

  private static List<Part> parts(Fields from) {
    return from.objects("parts").stream().map(StoredParts::read).toList();
  }

  private static @Nullable Author author(@Nullable Fields from) {
    return from == null ? null : StoredAuthors.read(from);
  }

  private static @Nullable FinishReason finishReason(@Nullable Fields from) {
    return from == null
        ? null
        : new FinishReason(from.constant("kind", FinishReason.Kind.class), from.textOrNull("raw"));
  }

  private static @Nullable Usage usage(@Nullable Fields from) {
    return from == null ? null : StoredUsage.read(from);
  }

  private static @Nullable ChatError error(@Nullable Fields from) {
    return from == null ? null : StoredErrors.read(from);
  }
}
