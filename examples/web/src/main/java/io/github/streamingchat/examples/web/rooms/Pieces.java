package io.github.streamingchat.examples.web.rooms;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into events. What came while the listener was busy comes joined, and is as long as the answer
 * at worst; a browser that is slow must not hold all of it.
 */
final class Pieces {
  /** The longest piece, in UTF-16 units. */
  static final int MOST = 2_000;

  private Pieces() {}

  /** Gives the text in pieces, none of which ends within a character; none for an empty text. */
  static List<String> of(CharSequence text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(from + MOST, text.length());
      boolean cutsPair =
          to < text.length() && Character.isSurrogatePair(text.charAt(to - 1), text.charAt(to));
      int end = cutsPair ? to - 1 : to;
      pieces.add(text.subSequence(from, end).toString());
      from = end;
    }
    return pieces;
  }
}
