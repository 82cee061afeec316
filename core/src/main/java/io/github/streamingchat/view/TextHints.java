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
 *   hints.add(piece);
 *   page.highlight(hints.settled(), hints.open());
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
   */
  public void add(CharSequence piece) {
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
  }

  /** Says that the text is whole: what is open is settled or given up. */
  public void end() {
    fence.end(length);
    paragraph.end(length);
  }

  /**
   * Gives what is known for good.
   *
   * @return the hints in the order of their ends, a copy
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
}
