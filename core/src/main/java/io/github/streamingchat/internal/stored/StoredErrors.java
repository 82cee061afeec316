package io.github.streamingchat.internal.stored;

import io.github.streamingchat.ChatError;
import java.time.Duration;

/** What is written of an error: all but the exception behind it, which may say what nobody should read. Stateless and thread-safe. */
public final class StoredErrors {
  private StoredErrors() {}

  /**
   * Writes an error.
   *
   * @param from what to write
   * @param to the object that takes its members
   */
  public static void write(ChatError from, Members to) {
    Duration retryAfter = from.retryAfter();
    to.put("kind", Members.word(from.kind()))
        .put("code", from.code())
        .put("text", from.message())
        .put("attempt", from.attempt())
        .put("retryAfter", retryAfter == null ? null : Seconds.of(retryAfter))
        .put("retryable", from.retryable())
        .put("refreshable", from.refreshable() ? true : null);
  }

  /**
   * Reads an error.
   *
   * @param from the object that has its members
   * @return what was written
   * @throws StoredFormatException if a member is not what it should be
   */
  public static ChatError read(Fields from) {
    return ChatError.builder(from.constant("kind", ChatError.Kind.class), from.text("text"))
        .code(from.textOrNull("code"))
        .attempt(from.count("attempt"))
        .retryAfter(from.secondsOrNull("retryAfter"))
        .retryable(from.truth("retryable"))
        .refreshable(from.truthOr("refreshable", false))
        .build();
  }
}
