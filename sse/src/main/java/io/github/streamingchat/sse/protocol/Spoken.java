package io.github.streamingchat.sse.protocol;

/**
 * Length and hash of a text so far, by String.hashCode's own rule: enough to know it again. Of a text that
 * nobody will ask about the hash is left out, which takes as long as all else that is done with a piece.
 */
final class Spoken {
  private final boolean isToBeKnown;
  private int length;
  private int hash;

  Spoken(boolean isToBeKnown) {
    this.isToBeKnown = isToBeKnown;
  }

  void add(String piece) {
    if (isToBeKnown) {
      for (int i = 0; i < piece.length(); i++) {
        hash = 31 * hash + piece.charAt(i);
      }
    }
    length += piece.length();
  }

  void become(String whole) {
    hash = whole.hashCode();
    length = whole.length();
  }

  boolean isEmpty() {
    return length == 0;
  }

  boolean is(String whole) {
    requireKnown();
    return whole.length() == length && whole.hashCode() == hash;
  }

  /** Whether a whole begins with it. */
  boolean begins(String whole) {
    requireKnown();
    return whole.length() >= length && whole.substring(0, length).hashCode() == hash;
  }

  /** Whether a whole ends with it, as it does when only the end of the stream was seen. */
  boolean ends(String whole) {
    requireKnown();
    return whole.length() >= length && whole.substring(whole.length() - length).hashCode() == hash;
  }

  private void requireKnown() {
    if (!isToBeKnown) {
      throw new IllegalStateException("a text that was not to be known again is asked about");
    }
  }

  /** What of a whole that begins with it is new. */
  String restOf(String whole) {
    return whole.substring(length);
  }
}
