package io.github.streamingchat.internal.peer;

/**
 * Makes words that a peer chose fit to stand in a message for a person: on one line, of bounded
 * length, and without anything that a terminal would obey or that turns the text around it.
 */
public final class PeerWords {
  private static final int LONGEST = 500;

  private PeerWords() {}

  /**
   * Makes words fit to show.
   *
   * @param words what the peer said
   * @return at most 500 UTF-16 units of it and then an ellipsis; empty if there is nothing to show
   */
  public static String shown(String words) {
    StringBuilder shown = new StringBuilder(Math.min(words.length(), LONGEST));
    boolean gap = false;
    for (int at = 0; at < words.length(); at += Character.charCount(words.codePointAt(at))) {
      int codePoint = words.codePointAt(at);
      if (isGap(codePoint)) {
        gap = true;
        continue;
      }
      String next = (gap && shown.length() > 0 ? " " : "") + Character.toString(codePoint);
      if (shown.length() + next.length() > LONGEST) {
        return shown.append('…').toString();
      }
      shown.append(next);
      gap = false;
    }
    return shown.toString();
  }

  private static boolean isGap(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> true;
      default -> isDirection(codePoint);
    };
  }

  /** The embeddings, overrides and isolates of the bidirectional algorithm (UAX 9). */
  private static boolean isDirection(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
