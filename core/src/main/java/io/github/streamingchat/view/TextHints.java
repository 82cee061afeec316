package io.github.streamingchat.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises code and links in a text while it grows: blocks of code between fences, code between
 * back-ticks, and addresses. Each character is looked at once, however the text is cut into pieces, and
 * the pieces may be cut anywhere.
 *
 * <pre>{@code
 * TextHints hints = new TextHints();
 * answer.onText(piece -> {
 *   hints.add(piece).forEach(page::highlight);
 *   page.highlightEnd(hints.open());
 * });
 * }</pre>
 *
 * <p>These are hints for showing a text by and by, not a Markdown parser: indented code, escapes and
 * nested blocks are text to it. Not safe for use by several threads at once.
 */
public final class TextHints {
  private final List<Hint> settled = new ArrayList<>();
  private final Fence fence = new Fence(settled);
  private final Paragraph paragraph = new Paragraph(settled);
  private int length;

  /** Begins with an empty text. */
  public TextHints() {}

  /**
   * Adds to the text.
   *
   * @param piece the new text only
   * @return what is known for good by it, in the order of the ends, unmodifiable; mostly nothing
   */
  public List<Hint> add(CharSequence piece) {
    int known = settled.size();
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      boolean wasText = !fence.isOpen();
      fence.add(c, length);
      if (wasText && !fence.isOpen()) {
        paragraph.add(c, length);
      } else if (wasText) {
        paragraph.interrupt(fence.from());
      }
      length++;
    }
    return since(known);
  }

  /**
   * Says that the text is whole: what is open is settled or given up.
   *
   * @return what is known for good by that
   */
  public List<Hint> end() {
    int known = settled.size();
    fence.end(length);
    paragraph.end(length);
    return since(known);
  }

  private List<Hint> since(int known) {
    return known == settled.size()
        ? List.of()
        : List.copyOf(settled.subList(known, settled.size()));
  }

  /**
   * Gives all that is known for good.
   *
   * @return the hints in the order of their ends, a copy of all of them
   */
  public List<Hint> settled() {
    return List.copyOf(settled);
  }

  /**
   * Gives what the end of the text seems to be in.
   *
   * @return a hint that is {@link Hint#open()}, or empty
   */
  public Optional<Hint> open() {
    return fence.isOpen() ? fence.open(length) : paragraph.open(length);
  }

  /**
   * Tells whether the end of the text is in code.
   *
   * @return true in a block, and behind back-ticks that may be closed
   */
  public boolean isInCode() {
    return open().filter(hint -> hint.kind() != Hint.Kind.LINK).isPresent();
  }

  /**
   * Tells whether the end of the text is in an address.
   *
   * @return true behind the beginning of an address that may go on
   */
  public boolean isInLink() {
    return open().filter(hint -> hint.kind() == Hint.Kind.LINK).isPresent();
  }
}
