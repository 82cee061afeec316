package io.github.streamingchat;

import org.jspecify.annotations.Nullable;

/**
 * Who stands behind a message's role: a person or one of several agents. Every field may be absent.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the author's id in the application or at the server
 * @param name the name to show
 * @param type what kind of author it is, for instance an agent's type
 * @param avatar how to picture the author: an emoji, a name of an icon or the address of an image
 */
public record Author(
    @Nullable String id,
    @Nullable String name,
    @Nullable String type,
    @Nullable String avatar) {
  /**
   * Makes an author with a name only.
   *
   * @param name the name to show
   * @return the author
   */
  public static Author named(String name) {
    return new Author(null, name, null, null);
  }
}
