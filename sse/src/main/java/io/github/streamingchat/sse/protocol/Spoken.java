package io.github.streamingchat.sse.protocol;

/** Length and hash of a text so far, by String.hashCode's own rule: enough to know it again. */
final class Spoken {
  private int length;
  private int hash;

  void add(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      hash = 31 * hash + piece.charAt(i);
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
    return whole.length() == length && whole.hashCode() == hash;
  }

  /** Whether a whole begins with it. */
  boolean begins(String whole) {
    return whole.length() >= length && whole.substring(0, length).hashCode() == hash;
  }

  /** Whether a whole ends with it, as it does when only the end of the stream was seen. */
  boolean ends(String whole) {
    return whole.length() >= length && whole.substring(whole.length() - length).hashCode() == hash;
  }

  /** What of a whole that begins with it is new. */
  String restOf(String whole) {
    return whole.substring(length);
  }
}
