package io.github.streamingchat;

/**
 * What happened to the text of one part. Nothing is copied until {@link #text()} is called.
 *
 * <p>Immutable and thread-safe.
 *
 * @param part the part's position in {@link ChatMessage#parts()}
 * @param from where in {@code content} the new text begins; 0 if all of it is new
 * @param replaced whether what readers knew of this part is void
 * @param content the part's whole text after the change; empty if the part is gone or holds no text
 *     any more
 */
public record TextChange(int part, int from, boolean replaced, ChatText content) {
  /**
   * Copies the new text.
   *
   * @return what was appended, or the whole text if it was replaced or the part is new
   */
  public String text() {
    return content.since(from);
  }

  /**
   * Describes the change without the text.
   *
   * @return part and range
   */
  @Override
  public String toString() {
    return "TextChange[part=%d, from=%d, to=%d%s]"
        .formatted(part, from, content.length(), replaced ? ", replaced" : "");
  }
}
