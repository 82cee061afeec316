package io.github.streamingchat.internal.stored;

import io.github.streamingchat.Author;

/** What is written of an author. Stateless and thread-safe. */
public final class StoredAuthors {
  private StoredAuthors() {}

  /**
   * Writes an author.
   *
   * @param from what to write
   * @param to the object that takes its members
   */
  public static void write(Author from, Members to) {
    to.put("id", from.id())
        .put("name", from.name())
        .put("type", from.type())
        .put("avatar", from.avatar());
  }

  /**
   * Reads an author.
   *
   * @param from the object that has its members
   * @return what was written
   * @throws StoredFormatException if a member is not what it should be
   */
  public static Author read(Fields from) {
    return new Author(
        from.textOrNull("id"),
        from.textOrNull("name"),
        from.textOrNull("type"),
        from.textOrNull("avatar"));
  }
}
